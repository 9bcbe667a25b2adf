import { distinctCount } from '../sketch/distinct';
import type { Floats, Moments, Numbers, ValueCounts } from '../sketch/read-state';
import type { Coverage, Distinct, Exact, NumberStatistics, TopValue } from './statistics';
import { histogramOf, quantilesOf, type Weighted, weightedValues } from './weighted';

/** Frequent values that are listed: all of them when they are few, else the first. */
export const listedTop = (distinct: Distinct): number => (distinct.known === 'exact' && distinct.count <= 100 ? 100 : 20);

/** A 64-bit integer: a number while that is exact, else its digits. */
export function exactInt64(value: bigint): Exact {
  const rounded = Number(value);
  return Number.isSafeInteger(rounded) ? rounded : String(value);
}

/** First and last number that is counted densely; undefined when there is none. */
function denseRange(dense: Float64Array): [first: number, last: number] | undefined {
  const first = dense.findIndex(count => count > 0);
  return first < 0 ? undefined : [first, dense.findLastIndex(count => count > 0)];
}

/** Statistics of the int64 values of a feature. */
export function int64Statistics(numbers: Numbers<bigint>): NumberStatistics {
  const { dense, wide, least, most } = numbers;
  const range = denseRange(dense);
  const min = wide > 0 && !(range && range[0] < least) ? exactInt64(least) : (range?.[0] ?? null);
  const max = wide > 0 && !(range && range[1] > most) ? exactInt64(most) : (range?.[1] ?? null);
  return { ...numberStatistics(numbers, min, max, int64OfKey), nan: 0, positive_infinity: 0, negative_infinity: 0 };
}

const int64OfKey = (low: number, high: number): Exact => exactInt64((BigInt(high) << 32n) | BigInt(low >>> 0));

/** Statistics of the float values of a feature; the range is of the finite ones. */
export function floatStatistics(floats: Floats): NumberStatistics {
  const { dense, wide } = floats;
  const range = denseRange(dense);
  const min = Math.min(range?.[0] ?? Number.POSITIVE_INFINITY, floats.least);
  const max = Math.max(range?.[1] ?? Number.NEGATIVE_INFINITY, floats.most);
  const some = wide > 0 || range !== undefined;
  const statistics = numberStatistics(floats, some ? min : null, some ? max : null, floatOfBits);
  const { nan, positiveInfinity, negativeInfinity } = floats;
  return {
    ...statistics,
    count: statistics.count + nan + positiveInfinity + negativeInfinity,
    nan,
    positive_infinity: positiveInfinity,
    negative_infinity: negativeInfinity,
  };
}

const bits = new DataView(new ArrayBuffer(4));

function floatOfBits(a: number): number {
  bits.setInt32(0, a);
  return bits.getFloat32(0);
}

type Common = Omit<NumberStatistics, 'nan' | 'positive_infinity' | 'negative_infinity'>;

function numberStatistics<Range>(
  { dense, different, values, quantiles, wide, moments }: Numbers<Range>,
  min: Exact | null,
  max: Exact | null,
  decode: (a: number, b: number) => Exact,
): Common {
  const weighted: Weighted = weightedValues(dense, quantiles, wide);
  const distinct = distinctNumbers(different, values);
  return {
    count: moments.count,
    min,
    max,
    mean: moments.count > 0 ? moments.mean : null,
    deviation: deviationOf(moments),
    zeros: dense[0],
    quantiles: quantilesOf(weighted),
    quantiles_coverage: weighted.coverage,
    histogram: histogramOf(weighted, Number(min), Number(max)),
    distinct,
    top_values: topNumbers(dense, values, decode, listedTop(distinct)),
    top_values_coverage: topCoverage(values),
  };
}

/** Population deviation (NumPy's default, ddof = 0). */
const deviationOf = ({ count, m2 }: Moments): number | null => (count > 0 ? Math.sqrt(Math.max(0, m2) / count) : null);

/** Whether the counts of the most frequent values are exact. */
export const topCoverage = (values: ValueCounts): Coverage => (values.estimate === null && !values.closed ? 'all' : 'sampled');

function distinctNumbers(dense: number, values: ValueCounts): Distinct {
  const { count, known } = distinctCount(values);
  return { count: count + dense, known };
}

/** The `most` most frequent numbers. */
function topNumbers(
  dense: Float64Array,
  { counts, keyA, keyB, closed }: ValueCounts,
  decode: (a: number, b: number) => Exact,
  most: number,
): TopValue<Exact>[] {
  const known = closed ? counts.subarray(0, 0) : counts;
  // Only what is as frequent as the last that is listed is made an object of.
  const atLeast = Math.max(1, lastOf(dense, known, most));
  const top: TopValue<Exact>[] = [];
  dense.forEach((count, value) => {
    if (count >= atLeast) top.push({ value, count });
  });
  known.forEach((count, entry) => {
    if (count >= atLeast) top.push({ value: decode(keyA[entry], keyB[entry]), count });
  });
  return top.sort((a, b) => b.count - a.count || Number(a.value) - Number(b.value)).slice(0, most);
}

/** The count of the last of the `most` most frequent; 0 when there are fewer. */
function lastOf(dense: Float64Array, counts: Float64Array, most: number): number {
  // The largest so far, ascending: most counts are not above the first of them.
  const largest = new Float64Array(most);
  for (const some of [dense, counts]) {
    for (const count of some) {
      if (count <= largest[0]) continue;
      let place = 0;
      for (; place + 1 < most && largest[place + 1] < count; place++) largest[place] = largest[place + 1];
      largest[place] = count;
    }
  }
  return largest[0];
}
