import type { ByteSource } from './byte-source';
import { type FetchedRecord, type FetchOptions, fetchRecords } from './fetch-records';
import type { RecordIndex } from './record-index';

/** One file of a dataset, with as much of its index as there is. */
export interface Member {
  name: string;
  source: ByteSource;
  index: RecordIndex;
}

/** A record of a dataset: its number in the dataset, the member it is in, and its number there. */
export type DatasetRecord = FetchedRecord & { global: number; member: number };

/** The member that record `global` of the dataset is in, and its number there. Undefined beyond the end. */
export function locate(members: Member[], global: number): { member: number; record: number } | undefined {
  let before = 0;
  for (let member = 0; member < members.length; member++) {
    const { count } = members[member].index;
    if (global < before + count) return { member, record: global - before };
    before += count;
  }
  return undefined;
}

/** Fetches records `from` to below `from + count` of several files that are one dataset, their records numbered through in the order of the files. */
export async function fetchFromDataset(
  members: Member[],
  from: number,
  count: number,
  options: FetchOptions = {},
): Promise<DatasetRecord[]> {
  const fetched: DatasetRecord[] = [];
  let before = 0;
  for (let member = 0; member < members.length; member++) {
    const { source, index } = members[member];
    const first = Math.max(0, from - before);
    const last = Math.min(index.count, from + count - before);
    if (first < last) {
      const records = await fetchRecords(source, index, first, last - first, options);
      for (const record of records) fetched.push({ ...record, member, global: before + record.record });
    }
    before += index.count;
  }
  return fetched;
}
