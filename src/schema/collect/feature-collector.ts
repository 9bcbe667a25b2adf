import { KIND } from '../../records/field-table';
import { addBytes, addBytesLists, type BytesCollector, createBytesCollector, mergeBytesCollector } from './bytes-collector';
import { addFloatLists, addFloats, createFloatCollector, type FloatCollector, mergeFloatCollector } from './float-collector';
import { addInt64, addInt64Lists, addInt64s, createInt64Collector, type Int64Collector, mergeInt64Collector } from './int64-collector';
import type { ListBatch } from './list-batch';
import type { ValuePool } from './value-pool';

/** Where a feature lives: an Example has one place, a SequenceExample two. */
export type Place = 'example' | 'context' | 'sequence';

/** What is kept of one feature in one place. Plain data: it may be sent between threads as it is. */
export interface FeatureCollector {
  name: string;
  place: Place;
  /** Records that have the feature, with a kind; and records that name it without one (TensorFlow takes those as missing). */
  present: number;
  kindless: number;
  /** Records in which it is present without a value. */
  empty: number;
  /** Lists of each kind, by KIND: one a record, for a sequence feature one a step. */
  kinds: [number, number, number, number];
  /** Values a list. */
  lengths: Int64Collector;
  /** Steps a record; null for what is no sequence feature. */
  steps: Int64Collector | null;
  int64: Int64Collector | null;
  float: FloatCollector | null;
  bytes: BytesCollector | null;
}

export const createFeatureCollector = (name: string, place: Place): FeatureCollector => ({
  name,
  place,
  present: 0,
  kindless: 0,
  empty: 0,
  kinds: [0, 0, 0, 0],
  lengths: createInt64Collector(),
  steps: place === 'sequence' ? createInt64Collector() : null,
  int64: null,
  float: null,
  bytes: null,
});

/** Adds what one record has of the feature: entries [first, end) of the pool. `view` is over `bytes`, the record's window. */
export function addEntries(
  feature: FeatureCollector,
  pool: ValuePool,
  first: number,
  end: number,
  bytes: Uint8Array,
  view: DataView,
): void {
  let values = 0;
  let known = 0;
  for (let entry = first; entry < end; entry++) {
    if (pool.kind[entry] === KIND.none) continue;
    known++;
    values += addEntry(feature, pool, entry, bytes, view);
  }
  if (feature.steps) addInt64(feature.steps, end - first, 0);
  else if (known === 0) {
    feature.kindless++;
    return;
  }
  feature.present++;
  if (values === 0) feature.empty++;
}

/** Adds the lists that a batch of records has of the feature: those of the name `id`, one a record. `view` is over `bytes`, the records' window. */
export function addLists(feature: FeatureCollector, lists: ListBatch, id: number, bytes: Uint8Array, view: DataView): void {
  const kind = lists.kind[id];
  const first = lists.head[id];
  if (kind === KIND.int64) {
    feature.int64 ??= createInt64Collector();
    addInt64Lists(feature.int64, lists, first, bytes);
  } else if (kind === KIND.float) {
    feature.float ??= createFloatCollector();
    addFloatLists(feature.float, lists, first, view);
  } else {
    feature.bytes ??= createBytesCollector();
    addBytesLists(feature.bytes, lists, first, bytes, view, feature.kinds[KIND.bytes]);
  }
  const { next, size } = lists;
  let count = 0;
  for (let list = first; list >= 0; list = next[list]) {
    addInt64(feature.lengths, size[list], 0);
    if (size[list] === 0) feature.empty++;
    count++;
  }
  feature.kinds[kind] += count;
  feature.present += count;
}

function addEntry(feature: FeatureCollector, pool: ValuePool, entry: number, bytes: Uint8Array, view: DataView): number {
  const kind = pool.kind[entry];
  const from = pool.from[entry];
  const to = pool.to[entry];
  const ordinal = feature.kinds[kind]++;
  let values = to - from;
  if (kind === KIND.int64) {
    feature.int64 ??= createInt64Collector();
    addInt64s(feature.int64, pool.low, pool.high, from, to);
  } else {
    const source = pool.source[entry];
    const over = source === bytes ? view : new DataView(source.buffer, source.byteOffset, source.byteLength);
    if (kind === KIND.float) values = addFloatRuns(feature, pool, from, to, over);
    else {
      feature.bytes ??= createBytesCollector();
      for (let span = from; span < to; span++) {
        addBytes(feature.bytes, source, over, pool.start[span], pool.start[span] + pool.size[span], ordinal + span - from);
      }
    }
  }
  addInt64(feature.lengths, values, 0);
  return values;
}

function addFloatRuns(feature: FeatureCollector, pool: ValuePool, from: number, to: number, view: DataView): number {
  feature.float ??= createFloatCollector();
  let values = 0;
  for (let span = from; span < to; span++) {
    addFloats(feature.float, view, pool.start[span], pool.size[span]);
    values += pool.size[span];
  }
  return values;
}

/** Adds everything of `other`, in place. `other` is used up. */
export function mergeFeatureCollector(feature: FeatureCollector, other: FeatureCollector): void {
  feature.present += other.present;
  feature.kindless += other.kindless;
  feature.empty += other.empty;
  for (const kind of [KIND.bytes, KIND.float, KIND.int64]) feature.kinds[kind] += other.kinds[kind];
  mergeInt64Collector(feature.lengths, other.lengths);
  if (feature.steps && other.steps) mergeInt64Collector(feature.steps, other.steps);
  feature.int64 = merged(feature.int64, other.int64, mergeInt64Collector);
  feature.float = merged(feature.float, other.float, mergeFloatCollector);
  feature.bytes = merged(feature.bytes, other.bytes, mergeBytesCollector);
}

function merged<C>(collector: C | null, other: C | null, merge: (into: C, from: C) => void): C | null {
  if (collector === null || other === null) return collector ?? other;
  merge(collector, other);
  return collector;
}
