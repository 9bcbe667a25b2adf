import type { RecordRow, RecordsCorruption, RowsReply } from '../protocol/records-page';
import type { DatasetRecord, RecordsDataset } from './dataset';
import { recordRow } from './row';

/** Corruptions that are listed by place; the rest are counted. */
const MAX_CORRUPTIONS_LISTED = 100;
/** Rows so far beyond what is known are not read for: the index will get there sooner. */
const MAX_ROWS_AHEAD_OF_INDEX = 2000;

/** Numbers of records in the order of a view; they may still be growing. */
export interface RecordNumbers {
  list: number[];
  complete: boolean;
}

/** Rows `from` to below `from + count` of a view: of all records, or of those that are listed by `numbers`. */
export async function readRows(
  dataset: RecordsDataset,
  numbers: RecordNumbers | undefined,
  from: number,
  count: number,
  signal?: AbortSignal,
): Promise<RowsReply> {
  const rows = numbers
    ? await listedRows(dataset, numbers.list.slice(from, from + count), signal)
    : await allRows(dataset, from, count, signal);
  const { corruptions, corruptionCount } = corruptionsOf(dataset);
  const known = numbers ? { count: numbers.list.length, complete: numbers.complete } : { count: dataset.count, complete: dataset.complete };
  return { rows, corruptions, corruptionCount, ...known };
}

async function allRows(dataset: RecordsDataset, from: number, count: number, signal?: AbortSignal): Promise<RecordRow[]> {
  if (from > dataset.count + MAX_ROWS_AHEAD_OF_INDEX) return [];
  return rowsOf(dataset.each(from, count, signal));
}

const listedRows = (dataset: RecordsDataset, records: number[], signal?: AbortSignal): Promise<RecordRow[]> =>
  rowsOf(eachListed(dataset, records, signal));

/** One record at a time: a page of large ones would not fit into memory. */
async function rowsOf(records: AsyncIterable<DatasetRecord>): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  for await (const record of records) rows.push(rowOf(record));
  return rows;
}

/** Records by their numbers, in the order of these; the bytes of each are valid until the next one is asked for. */
export async function* eachListed(
  dataset: RecordsDataset,
  records: number[],
  signal?: AbortSignal,
): AsyncGenerator<DatasetRecord, void, void> {
  for (let i = 0; i < records.length && !signal?.aborted; ) {
    // Neighbours are read in one go.
    let run = 1;
    while (records[i + run] === (records[i] as number) + run) run++;
    yield* dataset.each(records[i] as number, run, signal);
    i += run;
  }
}

function rowOf(read: DatasetRecord): RecordRow {
  if ('bytes' in read) return recordRow(read.record, read.offset, read.bytes);
  return {
    record: read.record,
    offset: read.offset,
    bytes: read.corruption.to - read.corruption.from,
    cells: {},
    corruption: read.corruption.message,
  };
}

function corruptionsOf({ members }: RecordsDataset): { corruptions: RecordsCorruption[]; corruptionCount: number } {
  const corruptions: RecordsCorruption[] = [];
  let before = 0;
  for (const { corruptions: own, file, index } of members) {
    const member = members.length > 1 ? { member: file.name } : {};
    for (const { record, offset, message } of own.slice(0, MAX_CORRUPTIONS_LISTED - corruptions.length)) {
      corruptions.push({ record: before + record, offset, message, ...member });
    }
    before += index.count;
  }
  return { corruptions, corruptionCount: members.reduce((sum, { corruptionCount }) => sum + corruptionCount, 0) };
}
