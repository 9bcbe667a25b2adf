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

/** Values that are taken out of the records before they are looked at: one loop over many is quicker than many loops over one. */
const HELD = 2048;
const bits = new Int32Array(HELD);
const held = new Float32Array(bits.buffer);

/** Adds the floats (little-endian) of a feature's lists, from list `first` on, and writes how many each list has. About 6 ns a value. */
export function addFloatLists(collector: FloatCollector, lists: ListBatch, first: number, view: DataView): void {
  const { start, end, next, size } = lists;
  let count = 0;
  for (let list = first; list >= 0; list = next[list]) {
    const listEnd = end[list];
    size[list] = (listEnd - start[list]) >> 2;
    for (let at = start[list]; at < listEnd; at += 4) {
      if (count === HELD) {
        addHeld(collector, HELD);
        count = 0;
      }
      bits[count++] = view.getInt32(at, true);
    }
  }
  addHeld(collector, count);
}

/** Adds `count` packed floats that begin at `start`. */
export function addFloats(collector: FloatCollector, view: DataView, start: number, count: number): void {
  for (let done = 0; done < count; done += HELD) {
    const some = Math.min(HELD, count - done);
    for (let index = 0; index < some; index++) bits[index] = view.getInt32(start + (done + index) * 4, true);
    addHeld(collector, some);
  }
}

/**
 * Adds the first `count` values that are held. The sums stay in local variables; quantiles pick their few values by place; distinct values are counted
 * in a loop of their own, as long as they are counted at all.
 */
function addHeld(collector: FloatCollector, count: number): void {
  const { dense, moments } = collector;
  let { min, max } = collector;
  let wide = 0;
  let shift = moments.shift;
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < count; index++) {
    const value = held[index];
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
  takeHeld(collector, count);
  if (wide === 0) return;
  collector.wide += wide;
  collector.min = min;
  collector.max = max;
  addSums(moments, wide, sum, squares);
  if (!collector.values.closed) countDistinct(collector, count);
}

/** Whether the value goes through the sketches: it is finite, and not counted in `dense`. */
const isWide = (value: number, length: number): boolean => value - value === 0 && !((value | 0) === value && value >= 0 && value < length);

/** Takes the values whose turn it is. */
function takeHeld({ quantiles, dense }: FloatCollector, count: number): void {
  let place = quantiles.wait - 1;
  while (place < count) {
    if (isWide(held[place], dense.length)) take(quantiles, held[place]);
    else pass(quantiles);
    place += quantiles.wait;
  }
  quantiles.wait = place - count + 1;
}

function countDistinct(collector: FloatCollector, count: number): void {
  for (let index = 0; index < count; index++) {
    if (isWide(held[index], collector.dense.length)) countKey(collector.values, bits[index], 0);
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
