import { recordToJson } from '../records/record-json';
import { decodeRecord } from '../records/record-value';
import type { SelectedRecord } from './select-records';
import { textPieces } from './text-pieces';

/** Records as JSON lines, by the contract of the command line's `records --json` (without offsets). */
export const writeJsonLines = (records: AsyncIterable<SelectedRecord>): AsyncIterable<Uint8Array> => textPieces(jsonLines(records));

async function* jsonLines(records: AsyncIterable<SelectedRecord>): AsyncGenerator<string> {
  for await (const { record, bytes } of records) yield `${JSON.stringify({ record, ...recordToJson(decodeRecord(bytes)) })}\n`;
}
