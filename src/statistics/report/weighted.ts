import type { CountedNumbers, QuantileSample } from '../sketch/read-state';
import type { Coverage, Histogram, Quantile } from './statistics';

/** Numbers in ascending order, and how many values of the stream each stands for. */
export interface Weighted {
  values: Float64Array;
  weights: Float64Array;
  total: number;
  coverage: Coverage;
}

/** Puts exact counts and a sketch of `wide` further values together. */
export function weightedValues({ values: exact, counts }: CountedNumbers, kept: QuantileSample, wide: number): Weighted {
  const order = kept.values.map((value, index) => ({ value, weight: kept.weights[index] })).sort((a, b) => a.value - b.value);
  const sum = kept.weights.reduce((sum, weight) => sum + weight, 0);
  // The sampler's last block is open and skipped turns are not replaced, so the weights are scaled to the number of values that is known.
  const scale = sum === 0 ? 0 : wide / sum;
  const values = new Float64Array(exact.length + order.length);
  const weights = new Float64Array(values.length);
  let length = 0;
  let next = 0;
  const takeKept = (below: number) => {
    for (; next < order.length && order[next].value < below; next++) {
      values[length] = order[next].value;
      weights[length++] = order[next].weight * scale;
    }
  };
  exact.forEach((value, index) => {
    takeKept(value);
    values[length] = value;
    weights[length++] = counts[index];
  });
  takeKept(Number.POSITIVE_INFINITY);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { values, weights, total, coverage: kept.exact ? 'all' : 'sampled' };
}

const RANKS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** The usual quantiles; empty without values. */
export function quantilesOf({ values, weights, total }: Weighted): Quantile[] {
  if (values.length === 0) return [];
  const quantiles: Quantile[] = [];
  let below = 0;
  let index = 0;
  for (const rank of RANKS) {
    while (index + 1 < values.length && below + weights[index] < rank * total - 1e-9) below += weights[index++];
    quantiles.push({ rank, value: values[index] });
  }
  return quantiles;
}

const HISTOGRAM_BARS = 20;

/** Bars of equal width from `min` to `max`; one for each whole number when those are few and all values are whole. */
export function histogramOf({ values, weights, coverage }: Weighted, min: number, max: number): Histogram {
  if (values.length === 0) return { coverage, bars: [] };
  if (max - min < HISTOGRAM_BARS && values.every(Number.isInteger))
    return { coverage, bars: wholeBars(values, weights, min, max, coverage) };
  const width = (max - min) / HISTOGRAM_BARS;
  if (!Number.isFinite(width) || width === 0) return { coverage, bars: [{ low: min, high: max, count: sum(weights) }] };
  const bars = Array.from({ length: HISTOGRAM_BARS }, (_, bar) => ({
    low: min + bar * width,
    high: bar + 1 === HISTOGRAM_BARS ? max : min + (bar + 1) * width,
    count: 0,
  }));
  values.forEach((value, index) => {
    let bar = Math.min(HISTOGRAM_BARS - 1, Math.max(0, Math.floor((value - min) / width)));
    // The edges are rounded sums: let them decide.
    if (bar + 1 < HISTOGRAM_BARS && value >= bars[bar].high) bar++;
    else if (bar > 0 && value < bars[bar].low) bar--;
    bars[bar].count += weights[index];
  });
  return { coverage, bars: wholeCounts(bars, coverage) };
}

/** Counts that are whole. The least and the greatest value occur, even where no sampled value stands for them: their bars have one at least. */
function wholeCounts(bars: Histogram['bars'], coverage: Coverage): Histogram['bars'] {
  const whole = bars.map(bar => ({ ...bar, count: Math.round(bar.count) }));
  for (const end of coverage === 'all' ? [] : [whole[0], whole[whole.length - 1]]) {
    if (end.count > 0) continue;
    const highest = whole.reduce((most, bar) => (bar.count > most.count ? bar : most));
    if (highest.count > 1) highest.count--;
    end.count = 1;
  }
  return whole;
}

function wholeBars(values: Float64Array, weights: Float64Array, min: number, max: number, coverage: Coverage): Histogram['bars'] {
  const bars = Array.from({ length: max - min + 1 }, (_, offset) => ({ low: min + offset, high: min + offset, count: 0 }));
  values.forEach((value, index) => {
    bars[value - min].count += weights[index];
  });
  return wholeCounts(bars, coverage);
}

const sum = (numbers: Float64Array): number => Math.round(numbers.reduce((total, number) => total + number, 0));
