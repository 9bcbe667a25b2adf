import { count as add, countIn, Dense, isDense, LIMIT, mergeDense, pageOf } from './dense';
import { first, get, second, sizes } from './memory';
import { addMoment, Moments, mergeMoments } from './moments';
import { mergeQuantiles, Quantiles, take } from './quantiles';
import { countKey, mergeValueCounts, ValueCounts } from './value-counts';

/**
 * What is kept of a stream of int64 values. Values below 32,768 are one increment of `dense`; all others ("wide") go through the sketches, at ten times
 * the cost or more.
 */
export class Int64Collector {
  dense: Dense = new Dense();
  /** Number of wide values; the fields below are about them alone. */
  wide: f64 = 0;
  least: i64 = i64.MAX_VALUE;
  most: i64 = i64.MIN_VALUE;
  moments: Moments = new Moments();
  quantiles: Quantiles = new Quantiles();
  values: ValueCounts = new ValueCounts(false, false);
}

export function addInt64(collector: Int64Collector, value: i64): void {
  if (isDense(value)) add(collector.dense, i32(value), 1);
  else addWide(collector, value);
}

function addWide(collector: Int64Collector, value: i64): void {
  collector.wide++;
  collector.least = min(collector.least, value);
  collector.most = max(collector.most, value);
  const rounded = f64(value);
  addMoment(collector.moments, rounded);
  if (--collector.quantiles.wait === 0) take(collector.quantiles, rounded);
  countKey(collector.values, i32(value), i32(value >> 32));
}

/** Adds the first `count` integers of the columns: lower halves in `first`, upper ones in `second` unless all are zero. About 1 ns for a dense one. */
export function addInt64Column(collector: Int64Collector, count: i32, hasUpperHalves: bool): void {
  const dense = collector.dense;
  for (let index = 0; index < count; index++) {
    const low = get(first, index);
    const high = hasUpperHalves ? get(second, index) : 0;
    if (high === 0 && u32(low) < u32(LIMIT)) {
      const page = pageOf(dense, low);
      if (page !== 0) countIn(page, low);
      else add(dense, low, 1);
    } else addWide(collector, (i64(high) << 32) | (i64(low) & 0xffff_ffff));
  }
}

/** Adds the lengths of the first `count` lists; gives how many of them are empty. */
export function addSizes(collector: Int64Collector, count: i32): i32 {
  let empty = 0;
  for (let list = 0; list < count; list++) {
    const size = get(sizes, list);
    addInt64(collector, size);
    if (size === 0) empty++;
  }
  return empty;
}

/** Adds everything of `other`. */
export function mergeInt64(collector: Int64Collector, other: Int64Collector): void {
  mergeDense(collector.dense, other.dense);
  collector.wide += other.wide;
  collector.least = min(collector.least, other.least);
  collector.most = max(collector.most, other.most);
  mergeMoments(collector.moments, other.moments);
  mergeQuantiles(collector.quantiles, other.quantiles);
  mergeValueCounts(collector.values, other.values);
}
