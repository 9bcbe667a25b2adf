import { addKey, ENTRIES, Frequent, INITIAL_ENTRIES, keepPreview, mergeFrequent } from './frequent';
import { hashOfPair, secondHash } from './hash';
import { addHash, createHyperLogLog, HyperLogLog, mergeHyperLogLog } from './hyperloglog';

/**
 * Distinct and frequent values of one kind. Up to 1,024 distinct values everything is exact and the table is all there is. Beyond, a HyperLogLog takes
 * over the distinct count and one value in SAMPLING_INTERVAL goes on into the table with that weight, so that unique ids do not churn it. Of a continuum (floats) no
 * value is frequent and nothing more is counted: `closed`.
 */
export class ValueCounts {
  table: Frequent;
  distinct: HyperLogLog | null = null;
  closed: bool = false;
  /** Values until the next one that goes into the table. */
  wait: i32 = 1;

  constructor(
    ofBytes: bool,
    readonly continuous: bool,
  ) {
    this.table = new Frequent(ofBytes, INITIAL_ENTRIES);
  }
}

const SAMPLING_INTERVAL: i32 = 8;

/** Counts one value by its 64-bit key. Gives the entry's number when the key is new in the table, for its preview to be kept, else −1. */
export function countKey(counts: ValueCounts, a: i32, b: i32): i32 {
  if (counts.distinct === null) {
    if (counts.table.used < ENTRIES) return addKey(counts.table, a, b, 1);
    overflow(counts);
    if (counts.closed) return -1;
  }
  addPair(counts.distinct!, a, b);
  if (--counts.wait > 0) return -1;
  counts.wait = SAMPLING_INTERVAL;
  return addKey(counts.table, a, b, SAMPLING_INTERVAL);
}

/** As countKey, for the byte string at `start` whose hashes are the key. */
export function countBytes(counts: ValueCounts, a: i32, b: i32, start: i32, length: i32): void {
  const entry = countKey(counts, a, b);
  if (entry >= 0) keepPreview(counts.table, entry, start, length);
}

function addPair(sketch: HyperLogLog, a: i32, b: i32): void {
  const hash = hashOfPair(a, b);
  addHash(sketch, hash, secondHash(hash, a, b));
}

function overflow(counts: ValueCounts): void {
  if (counts.continuous) counts.closed = true;
  else if (counts.distinct === null) counts.distinct = distinctOf(counts.table);
}

function distinctOf(table: Frequent): HyperLogLog {
  const sketch = createHyperLogLog();
  for (let entry = 0; entry < table.used; entry++) addPair(sketch, table.keyA[entry], table.keyB[entry]);
  return sketch;
}

/** Adds everything of `other`. */
export function mergeValueCounts(counts: ValueCounts, other: ValueCounts): void {
  if (counts.closed || other.closed || other.distinct !== null || !fitTogether(counts.table, other.table)) overflow(counts);
  if (other.closed) counts.closed = true;
  if (counts.closed) return;
  if (counts.distinct !== null) mergeHyperLogLog(counts.distinct!, other.distinct === null ? distinctOf(other.table) : other.distinct!);
  mergeFrequent(counts.table, other.table);
}

/** Whether the different keys of two tables are no more than a table has room for. */
function fitTogether(table: Frequent, other: Frequent): bool {
  if (table.used + other.used <= ENTRIES) return true;
  const union = new Frequent(false, ENTRIES);
  for (let entry = 0; entry < table.used; entry++) addKey(union, table.keyA[entry], table.keyB[entry], 1);
  for (let entry = 0; entry < other.used && union.offset === 0; entry++) addKey(union, other.keyA[entry], other.keyB[entry], 1);
  return union.offset === 0;
}
