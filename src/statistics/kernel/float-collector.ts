import { count as add, Dense, mergeDense } from './dense';
import { first, get } from './memory';
import { addSums, Moments, mergeMoments, shiftOf } from './moments';
import { mergeQuantiles, pass, Quantiles, take } from './quantiles';
import { countKey, mergeValueCounts, ValueCounts } from './value-counts';

/**
 * What is kept of a stream of float32 values. Small whole numbers (flags, classes, one-hot rows) are one increment of `dense`; all other finite values
 * ("wide") go through moments, quantiles and the distinct count.
 */
export class FloatCollector {
  dense: Dense = new Dense();
  wide: f64 = 0;
  least: f64 = Infinity;
  most: f64 = -Infinity;
  nan: f64 = 0;
  positiveInfinity: f64 = 0;
  negativeInfinity: f64 = 0;
  moments: Moments = new Moments();
  quantiles: Quantiles = new Quantiles();
  values: ValueCounts = new ValueCounts(false, true);
}

/** Whole numbers up to here are counted one by one. */
const DENSE_BELOW: f64 = 64;
/** Values that are summed at a time. */
const SUM_BLOCK_VALUES: i32 = 1024;

function floatAt(index: i32): f64 {
  return f64(load<f32>(first + (index << 2)));
}

/** Whether a value goes through the sketches: it is finite, and not counted in `dense`. The sign, which may be anybody's guess, is asked for last. */
function isWide(value: f64): bool {
  return value - value === 0 && !(nearest(value) === value && value < DENSE_BELOW && value >= 0);
}

/**
 * Adds the first `count` values of the column. About 2 ns a value: sums stay in local variables; quantiles pick their few values by place; distinct
 * values are counted in a loop of their own, as long as they are counted at all.
 */
export function addFloatColumn(collector: FloatCollector, count: i32): void {
  for (let from = 0; from < count; from += SUM_BLOCK_VALUES) addSome(collector, from, min(count, from + SUM_BLOCK_VALUES));
  takeSome(collector.quantiles, count);
  if (!collector.values.closed) countDistinct(collector.values, count);
}

function addSome(collector: FloatCollector, from: i32, to: i32): void {
  let least = collector.least;
  let most = collector.most;
  let wide: f64 = 0;
  let shift = collector.moments.shift;
  let sum: f64 = 0;
  let squares: f64 = 0;
  for (let index = from; index < to; index++) {
    const value = floatAt(index);
    if (!isWide(value)) {
      addNarrow(collector, value);
      continue;
    }
    if (isNaN(shift)) shift = shiftOf(collector.moments, value);
    const distance = value - shift;
    sum += distance;
    squares += distance * distance;
    if (value < least) least = value;
    if (value > most) most = value;
    wide++;
  }
  if (wide === 0) return;
  collector.wide += wide;
  collector.least = least;
  collector.most = most;
  addSums(collector.moments, wide, sum, squares);
}

function addNarrow(collector: FloatCollector, value: f64): void {
  if (value - value === 0) add(collector.dense, i32(value), 1);
  else if (isNaN(value)) collector.nan++;
  else if (value > 0) collector.positiveInfinity++;
  else collector.negativeInfinity++;
}

/** Takes the values whose turn it is. */
function takeSome(quantiles: Quantiles, count: i32): void {
  let place = quantiles.wait - 1;
  while (place < count) {
    const value = floatAt(i32(place));
    if (isWide(value)) take(quantiles, value);
    else pass(quantiles);
    place += quantiles.wait;
  }
  quantiles.wait = place - count + 1;
}

function countDistinct(values: ValueCounts, count: i32): void {
  for (let index = 0; index < count && !values.closed; index++) if (isWide(floatAt(index))) countKey(values, get(first, index), 0);
}

/** Adds everything of `other`. */
export function mergeFloat(collector: FloatCollector, other: FloatCollector): void {
  mergeDense(collector.dense, other.dense);
  collector.wide += other.wide;
  collector.least = min(collector.least, other.least);
  collector.most = max(collector.most, other.most);
  collector.nan += other.nan;
  collector.positiveInfinity += other.positiveInfinity;
  collector.negativeInfinity += other.negativeInfinity;
  mergeMoments(collector.moments, other.moments);
  mergeQuantiles(collector.quantiles, other.quantiles);
  mergeValueCounts(collector.values, other.values);
}
