import type { FloatCollector } from '../collect/float-collector';
import type { Int64Collector } from '../collect/int64-collector';
import type { DenseCounts } from '../sketch/dense-counts';
import { addRepeated, createMoments, type Moments, mergeMoments, momentsOf } from '../sketch/moments';
import { distinctCount, type ValueCounts } from '../sketch/value-counts';
import type { Coverage, Distinct, Exact, NumberStatistics, TopValue } from './statistics';
import { histogramOf, quantilesOf, type Weighted, weightedValues } from './weighted';

/** Frequent values that are listed: all of them when they are few, else the first. */
export const listedTop = (distinct: Distinct): number => (distinct.known === 'exact' && distinct.count <= 100 ? 100 : 20);

/** A 64-bit integer from its halves: a number while that is exact, else its digits. */
export function exactInt64(low: number, high: number): Exact {
  const value = high * 0x1_0000_0000 + (low >>> 0);
  if (Number.isSafeInteger(value)) return value;
  return String((BigInt(high) << 32n) | BigInt(low >>> 0));
}

/** First and last number that is counted densely; undefined when there is none. */
function denseRange(dense: DenseCounts): [first: number, last: number] | undefined {
  const first = dense.findIndex(count => count > 0);
  return first < 0 ? undefined : [first, dense.findLastIndex(count => count > 0)];
}

function allMoments(dense: DenseCounts, wide: Moments): ReturnType<typeof momentsOf> {
  const moments = createMoments();
  dense.forEach((count, value) => {
    if (count > 0) addRepeated(moments, value, count);
  });
  mergeMoments(moments, wide);
  return momentsOf(moments);
}

/** Statistics of the int64 values of a feature. */
export function int64Statistics(collector: Int64Collector): NumberStatistics {
  const { dense, wide } = collector;
  const range = denseRange(dense);
  const wideMin = wide > 0 ? exactInt64(collector.minLow, collector.minHigh) : undefined;
  const wideMax = wide > 0 ? exactInt64(collector.maxLow, collector.maxHigh) : undefined;
  const min = wideMin === undefined || (range && range[0] < Number(wideMin)) ? (range?.[0] ?? null) : wideMin;
  const max = wideMax === undefined || (range && range[1] > Number(wideMax)) ? (range?.[1] ?? null) : wideMax;
  return { ...numberStatistics(collector, min, max, (a, b) => exactInt64(a, b)), nan: 0, positive_infinity: 0, negative_infinity: 0 };
}

/** Statistics of the float values of a feature; the range is of the finite ones. */
export function floatStatistics(collector: FloatCollector): NumberStatistics {
  const { dense, wide } = collector;
  const range = denseRange(dense);
  const min = Math.min(range?.[0] ?? Number.POSITIVE_INFINITY, collector.min);
  const max = Math.max(range?.[1] ?? Number.NEGATIVE_INFINITY, collector.max);
  const some = wide > 0 || range !== undefined;
  const statistics = numberStatistics(collector, some ? min : null, some ? max : null, floatOfBits);
  const { nan, positiveInfinity, negativeInfinity } = collector;
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

function numberStatistics(
  collector: Int64Collector | FloatCollector,
  min: Exact | null,
  max: Exact | null,
  decode: (a: number, b: number) => Exact,
): Common {
  const { dense, values } = collector;
  const weighted: Weighted = weightedValues(dense, collector.quantiles, collector.wide);
  const { count, mean, deviation } = allMoments(dense, collector.moments);
  const distinct = distinctNumbers(dense, values);
  return {
    count,
    min,
    max,
    mean: count > 0 ? mean : null,
    deviation: count > 0 ? deviation : null,
    zeros: dense[0],
    quantiles: quantilesOf(weighted),
    quantiles_coverage: weighted.coverage,
    histogram: histogramOf(weighted, Number(min), Number(max)),
    distinct,
    top_values: topNumbers(dense, values, decode).slice(0, listedTop(distinct)),
    top_values_coverage: topCoverage(values),
  };
}

/** Whether the counts of the most frequent values are exact. */
export const topCoverage = (values: ValueCounts): Coverage => (values.distinct === null && !values.closed ? 'all' : 'sampled');

function distinctNumbers(dense: DenseCounts, values: ValueCounts): Distinct {
  const { count, known } = distinctCount(values);
  return { count: count + dense.reduce((distinct, times) => distinct + (times > 0 ? 1 : 0), 0), known };
}

function topNumbers(dense: DenseCounts, { table, closed }: ValueCounts, decode: (a: number, b: number) => Exact): TopValue<Exact>[] {
  const top: TopValue<Exact>[] = [];
  dense.forEach((count, value) => {
    if (count > 0) top.push({ value, count });
  });
  if (!closed)
    for (let entry = 0; entry < table.used; entry++)
      top.push({ value: decode(table.keyA[entry], table.keyB[entry]), count: table.counts[entry] });
  return top.sort((a, b) => b.count - a.count || Number(a.value) - Number(b.value));
}
