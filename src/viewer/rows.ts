import type { RecordRow, RecordsDamage, RowsReply } from '../protocol/records-page';
import type { DatasetRecord, RecordsDataset } from './dataset';
import { recordRow } from './row';

/** Damages that are listed by place; the rest are counted. */
const MOST_DAMAGES = 100;
/** Rows so far beyond what is known are not read for: the index will get there sooner. */
const BEYOND = 2000;

/** Numbers of records in the order of a view; they may still be growing. */
export interface Numbers {
  list: number[];
  complete: boolean;
}

/** Rows `from` to below `from + count` of a view: of all records, or of those that are listed by `numbers`. */
export async function readRows(
  dataset: RecordsDataset,
  numbers: Numbers | undefined,
  from: number,
  count: number,
  signal?: AbortSignal,
): Promise<RowsReply> {
  const rows = numbers
    ? await listedRows(dataset, numbers.list.slice(from, from + count), signal)
    : await allRows(dataset, from, count, signal);
  const { damages, damageCount } = damagesOf(dataset);
  const known = numbers ? { count: numbers.list.length, complete: numbers.complete } : { count: dataset.count, complete: dataset.complete };
  return { rows, damages, damageCount, ...known };
}

async function allRows(dataset: RecordsDataset, from: number, count: number, signal?: AbortSignal): Promise<RecordRow[]> {
  if (from > dataset.count + BEYOND) return [];
  return (await dataset.read(from, count, signal)).map(rowOf);
}

const listedRows = async (dataset: RecordsDataset, records: number[], signal?: AbortSignal): Promise<RecordRow[]> =>
  (await readListed(dataset, records, signal)).map(rowOf);

/** Records by their numbers, in the order of these. */
export async function readListed(dataset: RecordsDataset, records: number[], signal?: AbortSignal): Promise<DatasetRecord[]> {
  const read: DatasetRecord[] = [];
  for (let i = 0; i < records.length && !signal?.aborted; ) {
    // Neighbours are read in one go.
    let run = 1;
    while (records[i + run] === (records[i] as number) + run) run++;
    for (const record of await dataset.read(records[i] as number, run, signal)) read.push(record);
    i += run;
  }
  return read;
}

function rowOf(read: DatasetRecord): RecordRow {
  if ('bytes' in read) return recordRow(read.record, read.offset, read.bytes);
  return { record: read.record, offset: read.offset, bytes: read.damage.to - read.damage.from, cells: {}, damage: read.damage.message };
}

function damagesOf({ members }: RecordsDataset): { damages: RecordsDamage[]; damageCount: number } {
  const damages: RecordsDamage[] = [];
  let before = 0;
  for (const { damages: own, file, index } of members) {
    const member = members.length > 1 ? { member: file.name } : {};
    for (const { record, offset, message } of own.slice(0, MOST_DAMAGES - damages.length)) {
      damages.push({ record: before + record, offset, message, ...member });
    }
    before += index.count;
  }
  return { damages, damageCount: members.reduce((sum, { damageCount }) => sum + damageCount, 0) };
}
