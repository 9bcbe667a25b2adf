import { filterRecordOf } from '../query/find-records';
import { order, type QueryValue } from '../query/value';
import type { FeatureValue } from '../records/example';
import type { RecordsDataset } from './dataset';

/** Records that a sort looks at: more would have to be held in memory, or read again and again. */
export const MAX_SORTED_RECORDS = 10_000;

const RECORDS_PER_READ = 500;

/** Numbers of the records in the order of the feature's first value; those without one come last, whichever way it goes. */
export async function sortRecords(
  dataset: RecordsDataset,
  records: number[] | undefined,
  feature: string,
  descending: boolean,
  signal?: AbortSignal,
): Promise<number[]> {
  const keyed: { record: number; key: QueryValue | undefined }[] = [];
  const wanted = records?.slice(0, MAX_SORTED_RECORDS);
  const size = wanted?.length ?? MAX_SORTED_RECORDS;
  for (let from = 0; from < size && !signal?.aborted; from += RECORDS_PER_READ) {
    const read = wanted
      ? (await Promise.all(wanted.slice(from, from + RECORDS_PER_READ).map(record => dataset.read(record, 1, signal)))).flat()
      : await dataset.read(from, Math.min(RECORDS_PER_READ, size - from), signal);
    for (const entry of read) keyed.push({ record: entry.record, key: 'bytes' in entry ? keyOf(entry.bytes, feature) : undefined });
    if (!wanted && read.length === 0) break;
  }
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    return (order(a.key, b.key) ?? 0) * (descending ? -1 : 1);
  });
  return keyed.map(({ record }) => record);
}

function keyOf(bytes: Uint8Array, feature: string): QueryValue | undefined {
  const record = filterRecordOf(0, bytes, 0, bytes.length);
  const value: FeatureValue | undefined = record?.features.get(feature) ?? record?.lists?.get(feature)?.[0];
  const first = value?.values[0];
  // NaN has no place in an order.
  return Number.isNaN(first) ? undefined : first;
}
