import type { Writable } from 'node:stream';
import { escapeHidden } from '../common/hidden-characters';
import { markedStyles, withCodes } from './style';

/** Commands to the CI service that shows a log: GitHub's at the start of a line, and the older ones (Azure's too) anywhere in it. */
const COMMAND = new RegExp(`^((?:\\s|${markedStyles.source})*):(?=:)`);
const OLD_COMMAND = /##(?=\[)/g;

/** A line of output as it may reach a terminal or a log. */
export const safeLine = (line: string): string => escapeHidden(line).replace(COMMAND, '$1\\u003a').replace(OLD_COMMAND, '#\\u0023');

/** Writes lines for the user to read: all such output of the command line passes here. False where the stream asks to wait for its `drain`. */
export const printLines = (lines: readonly string[], stream: Writable = process.stdout): boolean =>
  lines.length === 0 || stream.write(`${lines.map(line => withCodes(safeLine(line), stream as { isTTY?: boolean })).join('\n')}\n`);

/** As printLines, for a text of several lines. */
export const printText = (text: string, stream: Writable = process.stdout): boolean =>
  printLines(text.replace(/\n$/, '').split('\n'), stream);

/** Says on standard error what went wrong. */
export const printProblem = (text: string): boolean => printText(text, process.stderr);

/** A value as JSON in one line; what JSON.stringify leaves of control characters is escaped too. */
export const jsonText = (value: unknown): string => escapeHidden(JSON.stringify(value));

/** Writes a value as JSON, a line. */
export const printJson = (value: unknown): boolean => process.stdout.write(`${jsonText(value)}\n`);
