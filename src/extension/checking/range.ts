import { Location, Position, Range } from 'vscode';
import type { Span } from '../../diagnostics/span';
import { uriOf } from './program';

/** Lines and columns of the checker count from 1. */
export const editorRange = ({ line, column, endLine, endColumn }: Span): Range =>
  new Range(line - 1, column - 1, endLine - 1, endColumn - 1);

export const locationOf = (span: Span): Location => new Location(uriOf(span.path), editorRange(span));

export const positionOf = ({ line, column }: { line: number; column: number }): Position => new Position(line - 1, column - 1);
