import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { formatBytes, formatCount } from '../common/format';
import { bytesOf, openContent } from '../records/compression';
import type { Corruption } from '../records/corruption';
import { nodeCrc32c } from '../records/node-crc32c';
import { openFileSource, whyNot } from '../records/node-file-source';
import { nodeInflate } from '../records/node-inflate';
import { type RecordBatch, readRecords } from '../records/read-records';
import { recordToJson } from '../records/record-json';
import { decodeRecord } from '../records/record-value';
import { seekRecord } from '../records/seek-record';
import { type Command, EXIT, UsageError } from './command';
import { jsonText, printLines, printProblem } from './output';
import { PAYLOAD_NAMES, recordLines } from './record-lines';
import { paintFor } from './style';

/** Records shown to the user who did not say how many. */
const DEFAULT_RECORD_COUNT = 10;
/** Width of lines where there is no terminal to ask. */
const DEFAULT_WIDTH = 120;

/** Which records are wanted: numbers from `from` to below `to`. */
interface Wanted {
  from: number;
  to: number;
}

/** Writes a record; false where standard output asks to wait for its `drain`. */
type Write = (record: number, offset: number, bytes: Uint8Array) => boolean;

const paint = paintFor(process.stdout);

const asJson: Write = (record, offset, bytes) =>
  process.stdout.write(`${jsonText({ record, offset, ...recordToJson(decodeRecord(bytes)) })}\n`);

const asLines: Write = (record, offset, bytes) => {
  const value = decodeRecord(bytes);
  const about = `· offset ${formatCount(offset)} · ${formatBytes(bytes.length)} · ${PAYLOAD_NAMES[value.payload]}`;
  const lines = recordLines(value, paint, process.stdout.columns ?? DEFAULT_WIDTH);
  return printLines([`${paint('bold', `record ${formatCount(record)}`)} ${paint('dim', about)}`, ...lines]);
};

function numberOf(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name} takes an integer, not "${text}".`);
  return Number(text);
}

async function emitBatch(batch: RecordBatch, wanted: Wanted, write: Write): Promise<number> {
  const first = Math.max(0, wanted.from - batch.firstRecord);
  const last = Math.min(batch.count, wanted.to - batch.firstRecord);
  for (let i = first; i < last; i++) {
    const start = batch.starts[i];
    const offset = batch.windowOffset + start - 12;
    const more = write(batch.firstRecord + i, offset, batch.bytes.subarray(start, start + batch.lengths[i]));
    if (!more) await once(process.stdout, 'drain');
  }
  return Math.max(0, last - first);
}

/** Writes the records wanted; tells of corruption on the way. Gives the exit code. */
async function emitFile(path: string, wanted: Wanted, write: Write): Promise<number> {
  const file = openFileSource(path);
  let emitted = 0;
  let numbered = 0;
  const corruptions: Corruption[] = [];
  try {
    const content = await openContent(file, nodeInflate);
    // A compressed file can only be read from its front.
    const start = content.compression === 'none' ? await seekRecord(content.source, wanted.from, { crc32c: nodeCrc32c }) : undefined;
    for await (const batch of readRecords(bytesOf(content), { crc32c: nodeCrc32c, from: start })) {
      emitted += await emitBatch(batch, wanted, write);
      numbered = batch.firstRecord + batch.count;
      for (const corruption of batch.corruptions) {
        if (corruption.record >= wanted.from && corruption.record < wanted.to) corruptions.push(corruption);
      }
      if (numbered >= wanted.to) break;
    }
  } finally {
    file.close();
  }
  for (const corruption of corruptions) printProblem(`${path}: record ${formatCount(corruption.record)}: ${corruption.message}`);
  if (emitted === 0 && corruptions.length === 0 && wanted.from > 0) {
    printProblem(`${path} has only ${formatCount(numbered)} records; cannot start at ${formatCount(wanted.from)}.`);
    return EXIT.problems;
  }
  return corruptions.length > 0 ? EXIT.problems : EXIT.fine;
}

/** `tensorscope records`: the records of a file, decoded. */
export const recordsCommand: Command = {
  name: 'records',
  usage: 'PATH [--from N] [--count N] [--raw] [--json]',
  summary: 'print the records of a file, decoded or as raw bytes',
  options: [
    ['--from N', 'number of the first record, from 0'],
    ['--count N', 'how many records'],
    ['--raw', 'write the payloads as they are, one behind the other'],
    ['--json', 'print one JSON object a line'],
  ],
  async run(args) {
    const string = { type: 'string' } as const;
    const boolean = { type: 'boolean' } as const;
    const { values, positionals } = parseArgs({
      args,
      options: { from: string, count: string, raw: boolean, json: boolean },
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) throw new UsageError('records takes one file.');
    const from = numberOf('from', values.from, 0);
    const count = numberOf('count', values.count, values.json || values.raw ? Number.POSITIVE_INFINITY : DEFAULT_RECORD_COUNT);
    const write: Write = values.raw ? (_record, _offset, bytes) => process.stdout.write(bytes) : values.json ? asJson : asLines;
    try {
      return await emitFile(path, { from, to: from + count }, write);
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code === undefined) throw error;
      printProblem(`${path}: ${whyNot(failure)}`);
      return EXIT.problems;
    }
  },
};
