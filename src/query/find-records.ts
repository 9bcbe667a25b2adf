import type { bytesOf } from '../records/compression';
import { keepsNumber } from '../records/corruption';
import { decodeField, decodeSequenceExample } from '../records/example';
import { readExampleFields } from '../records/example-fields';
import { FieldTable } from '../records/field-table';
import { recognisePayload } from '../records/payload';
import { type ReadOptions, type RecordBatch, readRecords } from '../records/read-records';
import type { Predicate } from './compile';
import type { Features, FilterRecord } from './value';

/** How far a search has come: bytes read since the last time, records passed in all, and the numbers found since. */
export interface SearchProgress {
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
  tell: (finding: SearchProgress) => void,
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
    next = batch.firstRecord + batch.count + batch.corruptions.filter(keepsNumber).length;
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

/** Read anew for each record: what a filter is shown is good until the next one. */
const fields = new FieldTable();

/** The features of the record that `fields` holds, each decoded when it is asked for. */
const features: Features = {
  get(name, most) {
    for (let i = 0; i < fields.count; i++) if (fields.names.texts[fields.ids[i]] === name) return decodeField(fields, i, most);
    return undefined;
  },
  *values() {
    for (let i = 0; i < fields.count; i++) {
      const value = decodeField(fields, i);
      if (value) yield value;
    }
  },
};

/**
 * The payload bytes[start, end) as filters see it; undefined when it is neither an Example nor a SequenceExample. Good until the next call: its features are
 * decoded as they are asked for.
 */
export function filterRecordOf(record: number, bytes: Uint8Array, start: number, end: number): FilterRecord | undefined {
  const size = end - start;
  if (isPlainExample(bytes, start, end)) return readExampleFields(bytes, start, end, fields) ? undefined : { record, size, features };
  if (recognisePayload(bytes, start, end) !== 'sequence_example') return undefined;
  const decoded = decodeSequenceExample(bytes, start, end);
  return decoded.ok ? { record, size, features: decoded.value.context, lists: decoded.value.featureLists } : undefined;
}

/** An Example as every writer makes it, told at a glance: nothing, or one field 1 that reaches from its length to the end. */
function isPlainExample(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (bytes[start] !== EXAMPLE_TAG) return recognisePayload(bytes, start, end) === 'example';
  let length = 0;
  let at = start + 1;
  for (let scale = 1; at < end; scale *= 128) {
    const byte = bytes[at++];
    length += (byte & 127) * scale;
    if (byte < 128) break;
  }
  return at + length === end || recognisePayload(bytes, start, end) === 'example';
}

/** Field 1, a message: Example.features, and SequenceExample.context too, after which the feature lists follow. */
const EXAMPLE_TAG = 0x0a;
