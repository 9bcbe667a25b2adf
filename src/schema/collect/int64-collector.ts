import { createDenseCounts, type DenseCounts, grownFor, mergeDenseCounts } from '../sketch/dense-counts';
import { addMoment, createMoments, type Moments, mergeMoments } from '../sketch/moments';
import { createQuantiles, mergeQuantiles, type Quantiles, take } from '../sketch/quantiles';
import { countKey, createValueCounts, mergeValueCounts, type ValueCounts } from '../sketch/value-counts';
import type { ListBatch } from './list-batch';

/**
 * What is kept of a stream of int64 values. Values below 32,768 are one increment of `dense`; all others ("wide") go through the sketches
 * (ten times the cost or more). Extremes are exact 64-bit halves, so no BigInt is made in the loop.
 */
export interface Int64Collector {
  dense: DenseCounts;
  /** Number of wide values; the fields below are about them alone. */
  wide: number;
  moments: Moments;
  quantiles: Quantiles;
  values: ValueCounts;
  /** The extremes as rounded numbers, for a quick look, and exactly. */
  least: number;
  most: number;
  minLow: number;
  minHigh: number;
  maxLow: number;
  maxHigh: number;
}

export const createInt64Collector = (): Int64Collector => ({
  dense: createDenseCounts(),
  wide: 0,
  moments: createMoments(),
  quantiles: createQuantiles(),
  values: createValueCounts('int64'),
  least: Number.POSITIVE_INFINITY,
  most: Number.NEGATIVE_INFINITY,
  minLow: -1,
  minHigh: 0x7fffffff,
  maxLow: 0,
  maxHigh: -0x80000000,
});

/** Adds the value whose halves are given: `low` as a signed 32-bit number, `high` with the sign. */
export function addInt64(collector: Int64Collector, low: number, high: number): void {
  if (high === 0 && low >= 0) {
    if (low < collector.dense.length) {
      collector.dense[low]++;
      return;
    }
    const grown = grownFor(collector.dense, low);
    if (grown) {
      collector.dense = grown;
      grown[low]++;
      return;
    }
  }
  addWide(collector, low, high);
}

/**
 * Adds the varints of a feature's lists, from list `first` on, and writes how many each list has. They are known to be whole. Values of up to three
 * bytes below the table's length (labels, ids, tokens) take about 3 ns each.
 */
export function addInt64Lists(collector: Int64Collector, lists: ListBatch, first: number, bytes: Uint8Array): void {
  const { start, end, next, size } = lists;
  let dense = collector.dense;
  for (let list = first; list >= 0; list = next[list]) {
    const listEnd = end[list];
    let count = 0;
    for (let at = start[list]; at < listEnd; count++) {
      let value = bytes[at++];
      if (value >= 128) {
        value = (value & 127) | (bytes[at++] << 7);
        if (value >= 1 << 14) {
          value = (value & 0x3fff) | (bytes[at++] << 14);
          if (value >= 1 << 21) {
            at = readLongVarint(bytes, at - 3);
            addInt64(collector, long.low, long.high);
            continue;
          }
        }
      }
      if (value < dense.length) dense[value]++;
      else {
        addInt64(collector, value, 0);
        dense = collector.dense;
      }
    }
    size[list] = count;
  }
}

/** The halves of the varint that `readLongVarint` has read. */
const long = { low: 0, high: 0 };

/** Reads the varint at `at`, known to be whole, of four to ten bytes; gives where the next one starts. */
function readLongVarint(bytes: Uint8Array, start: number): number {
  const low = (bytes[start] & 127) | ((bytes[start + 1] & 127) << 7) | ((bytes[start + 2] & 127) << 14) | ((bytes[start + 3] & 127) << 21);
  long.low = low;
  long.high = 0;
  if (bytes[start + 3] < 128) return start + 4;
  const fifth = bytes[start + 4];
  long.low = low | (fifth << 28);
  long.high = (fifth & 127) >>> 4;
  let at = start + 4;
  for (let shift = 3; bytes[at++] >= 128; shift += 7) long.high |= (bytes[at] & 127) << shift;
  return at;
}

/** Adds the values [from, to) of two arrays of halves. */
export function addInt64s(collector: Int64Collector, low: Int32Array, high: Int32Array, from: number, to: number): void {
  let dense = collector.dense;
  for (let index = from; index < to; index++) {
    const value = low[index];
    if (high[index] === 0 && value >= 0 && value < dense.length) dense[value]++;
    else {
      addInt64(collector, value, high[index]);
      dense = collector.dense;
    }
  }
}

function addWide(collector: Int64Collector, low: number, high: number): void {
  const value = high * 0x1_0000_0000 + (low >>> 0);
  collector.wide++;
  // Rounding keeps the order, so only a value that is not inside the rounded range can be an extreme.
  if (value <= collector.least || value >= collector.most) raiseExtremes(collector, low, high, low, high);
  addMoment(collector.moments, value);
  if (--collector.quantiles.wait === 0) take(collector.quantiles, value);
  countKey(collector.values, low, high);
}

function raiseExtremes(collector: Int64Collector, minLow: number, minHigh: number, maxLow: number, maxHigh: number): void {
  if (minHigh < collector.minHigh || (minHigh === collector.minHigh && minLow >>> 0 < collector.minLow >>> 0)) {
    collector.minLow = minLow;
    collector.minHigh = minHigh;
    collector.least = minHigh * 0x1_0000_0000 + (minLow >>> 0);
  }
  if (maxHigh > collector.maxHigh || (maxHigh === collector.maxHigh && maxLow >>> 0 > collector.maxLow >>> 0)) {
    collector.maxLow = maxLow;
    collector.maxHigh = maxHigh;
    collector.most = maxHigh * 0x1_0000_0000 + (maxLow >>> 0);
  }
}

/** Adds everything of `other`, in place. */
export function mergeInt64Collector(collector: Int64Collector, other: Int64Collector): void {
  collector.dense = mergeDenseCounts(collector.dense, other.dense);
  if (other.wide === 0) return;
  collector.wide += other.wide;
  raiseExtremes(collector, other.minLow, other.minHigh, other.maxLow, other.maxHigh);
  mergeMoments(collector.moments, other.moments);
  mergeQuantiles(collector.quantiles, other.quantiles);
  mergeValueCounts(collector.values, other.values);
}
