import { distinctCount } from '../sketch/distinct';
import type { CountedNumbers, Floats, Moments, NumberCounts, ValueCounts } from '../sketch/read-state';
import type { Coverage, Distinct, Exact, NumberStatistics, TopValue } from './statistics';
import { histogramOf, quantilesOf, type Weighted, weightedValues } from './weighted';

/** Frequent values that are listed: all of them when they are few, else the first. */
export const listedTop = (distinct: Distinct): number => (distinct.known === 'exact' && distinct.count <= 100 ? 100 : 20);

/** A 64-bit integer: a number while that is exact, else its digits. */
export function exactInt64(value: bigint): Exact {
  const rounded = Number(value);
  return Number.isSafeInteger(rounded) ? rounded : String(value);
}

/** Statistics of the int64 values of a feature. */
export function int64Statistics(numbers: NumberCounts<bigint>): NumberStatistics {
  const { counted, wide, least, most } = numbers;
  const [first, last] = [counted.values.at(0), counted.values.at(-1)];
  const min = wide > 0 && !(first !== undefined && first < least) ? exactInt64(least) : (first ?? null);
  const max = wide > 0 && !(last !== undefined && last > most) ? exactInt64(most) : (last ?? null);
  return { ...numberStatistics(numbers, min, max, int64OfKey), nan: 0, positive_infinity: 0, negative_infinity: 0 };
}

const int64OfKey = (low: number, high: number): Exact => exactInt64((BigInt(high) << 32n) | BigInt(low >>> 0));

/** Statistics of the float values of a feature; the range is of the finite ones. */
export function floatStatistics(floats: Floats): NumberStatistics {
  const { counted, wide } = floats;
  const min = Math.min(counted.values.at(0) ?? Number.POSITIVE_INFINITY, floats.least);
  const max = Math.max(counted.values.at(-1) ?? Number.NEGATIVE_INFINITY, floats.most);
  const some = wide > 0 || counted.values.length > 0;
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
  { counted, values, quantiles, wide, moments }: NumberCounts<Range>,
  min: Exact | null,
  max: Exact | null,
  decode: (a: number, b: number) => Exact,
): Common {
  const weighted: Weighted = weightedValues(counted, quantiles, wide);
  const distinct = distinctNumbers(counted, values);
  return {
    count: moments.count,
    min,
    max,
    mean: moments.count > 0 ? moments.mean : null,
    deviation: deviationOf(moments),
    zeros: counted.values[0] === 0 ? counted.counts[0] : 0,
    quantiles: quantilesOf(weighted),
    quantiles_coverage: weighted.coverage,
    histogram: histogramOf(weighted, Number(min), Number(max)),
    distinct,
    top_values: topNumbers(counted, values, decode, listedTop(distinct)),
    top_values_coverage: topCoverage(values),
  };
}

/** Population deviation (NumPy's default, ddof = 0). */
const deviationOf = ({ count, m2 }: Moments): number | null => (count > 0 ? Math.sqrt(Math.max(0, m2) / count) : null);

/** Whether the counts of the most frequent values are exact. */
export const topCoverage = (values: ValueCounts): Coverage => (values.estimate === null && !values.closed ? 'all' : 'sampled');

function distinctNumbers(counted: CountedNumbers, values: ValueCounts): Distinct {
  const { count, known } = distinctCount(values);
  return { count: count + counted.values.length, known };
}

/** The `most` most frequent numbers. */
function topNumbers(
  counted: CountedNumbers,
  { counts, keyA, keyB, closed }: ValueCounts,
  decode: (a: number, b: number) => Exact,
  most: number,
): TopValue<Exact>[] {
  const known = closed ? counts.subarray(0, 0) : counts;
  // Only what is as frequent as the last that is listed is made an object of.
  const atLeast = Math.max(1, lastOf(counted.counts, known, most));
  const top: TopValue<Exact>[] = [];
  counted.counts.forEach((count, index) => {
    if (count >= atLeast) top.push({ value: counted.values[index], count });
  });
  known.forEach((count, entry) => {
    if (count >= atLeast) top.push({ value: decode(keyA[entry], keyB[entry]), count });
  });
  return top.sort((a, b) => b.count - a.count || Number(a.value) - Number(b.value)).slice(0, most);
}

/** The count of the last of the `most` most frequent; 0 when there are fewer. */
function lastOf(some: Float64Array, others: Float64Array, most: number): number {
  // The largest so far, ascending: most counts are not above the first of them.
  const largest = new Float64Array(most);
  for (const counts of [some, others]) {
    for (const count of counts) {
      if (count <= largest[0]) continue;
      let place = 0;
      for (; place + 1 < most && largest[place + 1] < count; place++) largest[place] = largest[place + 1];
      largest[place] = count;
    }
  }
  return largest[0];
}
