import type { bytesOf } from '../../records/compression';
import { decodeExample, decodeSequenceExample } from '../../records/example';
import { recognisePayload } from '../../records/payload';
import { type ReadOptions, type RecordBatch, readRecords } from '../../records/read-records';
import type { Predicate } from './compile';
import type { FilterRecord } from './value';

/** How far a search has come: bytes read since the last time, records passed in all, and the numbers found since. */
export interface Finding {
  bytes: number;
  records: number;
  found: number[];
}

/**
 * Goes through the records of a source and tells the numbers of those for which `matches` holds, window by window; record numbers begin at `first`. Records
 * that are no Example are passed over. Gives the number that the next record would have. Never throws; an abort ends it early.
 */
export async function findRecords(
  bytes: ReturnType<typeof bytesOf>,
  matches: Predicate,
  first: number,
  tell: (finding: Finding) => void,
  options: Pick<ReadOptions, 'crc32c' | 'signal'> = {},
): Promise<number> {
  let read = 0;
  let next = first;
  for await (const batch of readRecords(bytes, { ...options, from: { offset: 0, record: first } })) {
    const found: number[] = [];
    for (let i = 0; i < batch.count; i++) {
      const record = filterRecord(batch, i);
      if (record && matches(record)) found.push(record.record);
    }
    next = batch.firstRecord + batch.count + batch.damages.filter(({ kind }) => kind === 'corrupt_data' || kind === 'oversized').length;
    tell({ bytes: batch.readTo - read, records: next, found });
    read = batch.readTo;
  }
  return next;
}

/** Record `i` of a batch as filters see it; undefined when it is no Example. */
function filterRecord({ bytes, starts, lengths, firstRecord }: RecordBatch, i: number): FilterRecord | undefined {
  const start = starts[i];
  return filterRecordOf(firstRecord + i, bytes, start, start + lengths[i]);
}

/** The payload bytes[start, end) as filters see it; undefined when it is neither an Example nor a SequenceExample. */
export function filterRecordOf(record: number, bytes: Uint8Array, start: number, end: number): FilterRecord | undefined {
  const payload = recognisePayload(bytes, start, end);
  const size = end - start;
  if (payload === 'sequence_example') {
    const decoded = decodeSequenceExample(bytes, start, end);
    return decoded.ok ? { record, size, features: decoded.value.context, lists: decoded.value.featureLists } : undefined;
  }
  if (payload !== 'example' && payload !== 'empty') return undefined;
  const decoded = decodeExample(bytes, start, end);
  return decoded.ok ? { record, size, features: decoded.value.features } : undefined;
}
