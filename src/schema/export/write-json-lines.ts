import { recordToJson } from '../../records/record-json';
import { decodeRecord } from '../../records/record-value';
import type { SelectedRecord } from './select-records';

const encoder = new TextEncoder();

/** Records as JSON lines, by the contract of the command line's `records --json` (without offsets). */
export async function* writeJsonLines(records: AsyncIterable<SelectedRecord>): AsyncGenerator<Uint8Array> {
  for await (const { record, bytes } of records)
    yield encoder.encode(`${JSON.stringify({ record, ...recordToJson(decodeRecord(bytes)) })}\n`);
}
