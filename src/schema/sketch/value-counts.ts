import { addKey, createFrequent, ENTRIES, type Frequent, isExact, keepPreview, mergeFrequent } from './frequent';
import { hashed, hashPair } from './hash';
import { addHash, createHyperLogLog, estimateDistinct, type HyperLogLog, mergeHyperLogLog } from './hyperloglog';

/**
 * Distinct and frequent values of one kind. Up to 1,024 distinct values everything is exact and the table is all there is. Beyond, a HyperLogLog
 * takes over the distinct count and one value in EVERY goes on into the table with that weight, so that unique ids do not churn it. Of a
 * continuum (floats) no value is frequent and nothing more is counted: `closed`.
 */
export interface ValueCounts {
  table: Frequent;
  distinct: HyperLogLog | null;
  continuous: boolean;
  closed: boolean;
  /** Values until the next one that goes into the table. */
  wait: number;
}

const EVERY = 8;

export const createValueCounts = (kind: 'int64' | 'float' | 'bytes'): ValueCounts => ({
  table: createFrequent(kind === 'bytes'),
  distinct: null,
  continuous: kind === 'float',
  closed: false,
  wait: 1,
});

/** Counts one value by its 64-bit key. Gives the entry's number when the key is new in the table, for its preview to be kept, else −1. */
export function countKey(counts: ValueCounts, a: number, b: number): number {
  if (counts.distinct === null) {
    if (counts.table.used < ENTRIES) return addKey(counts.table, a, b, 1);
    overflow(counts);
    if (counts.closed) return -1;
  }
  hashPair(a, b);
  addHash(counts.distinct as HyperLogLog, hashed[0], hashed[1]);
  if (--counts.wait > 0) return -1;
  counts.wait = EVERY;
  return addKey(counts.table, a, b, EVERY);
}

/** As countKey, for the byte string [start, end) whose hashes are the key. */
export function countBytes(counts: ValueCounts, a: number, b: number, bytes: Uint8Array, start: number, end: number): void {
  const entry = countKey(counts, a, b);
  if (entry >= 0) keepPreview(counts.table, entry, bytes, start, end);
}

function overflow(counts: ValueCounts): void {
  if (counts.continuous) counts.closed = true;
  else counts.distinct ??= distinctOf(counts.table);
}

function distinctOf(table: Frequent): HyperLogLog {
  const sketch = createHyperLogLog();
  for (let entry = 0; entry < table.used; entry++) {
    hashPair(table.keyA[entry], table.keyB[entry]);
    addHash(sketch, hashed[0], hashed[1]);
  }
  return sketch;
}

/** Adds everything of `other`, in place. */
export function mergeValueCounts(counts: ValueCounts, other: ValueCounts): void {
  const overflows = counts.table.used + other.table.used > ENTRIES && !fitsTogether(counts.table, other.table);
  if (counts.closed || other.closed || other.distinct !== null || overflows) overflow(counts);
  counts.closed ||= other.closed;
  if (counts.closed) return;
  if (counts.distinct !== null) mergeHyperLogLog(counts.distinct, other.distinct ?? distinctOf(other.table));
  mergeFrequent(counts.table, other.table);
}

function fitsTogether(table: Frequent, other: Frequent): boolean {
  const union: Frequent = createFrequent(false, ENTRIES);
  for (const part of [table, other]) {
    for (let entry = 0; entry < part.used; entry++) {
      addKey(union, part.keyA[entry], part.keyB[entry], 1);
      if (!isExact(union)) return false;
    }
  }
  return true;
}

/** Number of distinct keys: exact, HyperLogLog's estimate, or (for a continuum) only that there are at least so many. */
export function distinctCount(counts: ValueCounts): { count: number; known: 'exact' | 'estimate' | 'at_least' } {
  if (counts.closed) return { count: ENTRIES, known: 'at_least' };
  return counts.distinct === null
    ? { count: counts.table.used, known: 'exact' }
    : { count: estimateDistinct(counts.distinct), known: 'estimate' };
}
