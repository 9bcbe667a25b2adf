import { createDenseCounts, type DenseCounts, mergeDenseCounts } from '../sketch/dense-counts';
import { addSums, createMoments, type Moments, mergeMoments, shiftOf } from '../sketch/moments';
import { createQuantiles, mergeQuantiles, pass, type Quantiles, take } from '../sketch/quantiles';
import { countKey, createValueCounts, mergeValueCounts, type ValueCounts } from '../sketch/value-counts';
import type { ListBatch } from './list-batch';

/**
 * What is kept of a stream of float32 values. Small whole numbers (flags, classes, one-hot rows) are one increment of `dense`; all other finite
 * values ("wide") go through moments, quantiles and the distinct count.
 */
export interface FloatCollector {
  dense: DenseCounts;
  wide: number;
  moments: Moments;
  quantiles: Quantiles;
  values: ValueCounts;
  min: number;
  max: number;
  nan: number;
  positiveInfinity: number;
  negativeInfinity: number;
}

export const createFloatCollector = (): FloatCollector => ({
  dense: createDenseCounts(),
  wide: 0,
  moments: createMoments(),
  quantiles: createQuantiles(),
  values: createValueCounts('float'),
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  nan: 0,
  positiveInfinity: 0,
  negativeInfinity: 0,
});

/**
 * Adds the floats of a feature's lists, from list `first` on, and writes how many each list has.
 */
export function addFloatLists(collector: FloatCollector, lists: ListBatch, first: number, view: DataView): void {
  const { start, end, next, size } = lists;
  for (let list = first; list >= 0; list = next[list]) {
    size[list] = (end[list] - start[list]) >> 2;
    addFloats(collector, view, start[list], size[list]);
  }
}

/**
 * Adds `count` packed float32 values (little-endian) that begin at `start`. The sums of a run stay in local variables; quantiles pick
 * their few values by place; distinct values are counted in a loop of their own, as long as they are counted at all.
 */
export function addFloats(collector: FloatCollector, view: DataView, start: number, count: number): void {
  const { dense, moments, quantiles } = collector;
  const end = start + count * 4;
  let { min, max } = collector;
  let wide = 0;
  let shift = moments.shift;
  let sum = 0;
  let squares = 0;
  for (let at = start; at < end; at += 4) {
    const value = view.getFloat32(at, true);
    const whole = value | 0;
    if (whole === value && whole >= 0 && whole < dense.length) dense[whole]++;
    else if (value - value === 0) {
      if (Number.isNaN(shift)) shift = shiftOf(moments, value);
      const distance = value - shift;
      sum += distance;
      squares += distance * distance;
      if (value < min) min = value;
      if (value > max) max = value;
      wide++;
    } else addUnbounded(collector, value);
  }
  if (quantiles.wait > count) quantiles.wait -= count;
  else takeAt(quantiles, dense.length, view, start, count);
  if (wide === 0) return;
  collector.wide += wide;
  collector.min = min;
  collector.max = max;
  addSums(moments, wide, sum, squares);
  if (!collector.values.closed) countDistinct(collector, view, start, end);
}

/** Whether the value is counted in `dense`. */
const isDense = (value: number, length: number): boolean => (value | 0) === value && value >= 0 && value < length;

/** Takes the values of the run whose turn it is. */
function takeAt(quantiles: Quantiles, denseLength: number, view: DataView, start: number, count: number): void {
  let left = count;
  while (quantiles.wait <= left) {
    const value = view.getFloat32(start + (count - left + quantiles.wait - 1) * 4, true);
    left -= quantiles.wait;
    if (value - value === 0 && !isDense(value, denseLength)) take(quantiles, value);
    else pass(quantiles);
  }
  quantiles.wait -= left;
}

function countDistinct(collector: FloatCollector, view: DataView, start: number, end: number): void {
  for (let at = start; at < end; at += 4) {
    const value = view.getFloat32(at, true);
    if (value - value === 0 && !isDense(value, collector.dense.length)) countKey(collector.values, view.getInt32(at, true), 0);
  }
}

function addUnbounded(collector: FloatCollector, value: number): void {
  if (Number.isNaN(value)) collector.nan++;
  else if (value > 0) collector.positiveInfinity++;
  else collector.negativeInfinity++;
}

/** Adds everything of `other`, in place. */
export function mergeFloatCollector(collector: FloatCollector, other: FloatCollector): void {
  collector.dense = mergeDenseCounts(collector.dense, other.dense);
  collector.nan += other.nan;
  collector.positiveInfinity += other.positiveInfinity;
  collector.negativeInfinity += other.negativeInfinity;
  if (other.wide === 0) return;
  collector.wide += other.wide;
  collector.min = Math.min(collector.min, other.min);
  collector.max = Math.max(collector.max, other.max);
  mergeMoments(collector.moments, other.moments);
  mergeQuantiles(collector.quantiles, other.quantiles);
  mergeValueCounts(collector.values, other.values);
}
