import { formatBytes, formatCount } from '../common/format';
import { type SentenceValue, said } from '../common/sentence';
import { formatSizes } from '../common/sizes';
import type { SchemaFact } from '../protocol/records-schema';
import { figure } from '../schema/anomalies/anomaly';
import type { BytesStatistics, FeatureStatistics, NumberStatistics } from '../statistics/report/statistics';

/** A feature in a line: the range of its numbers, what its bytes are. */
export function summaryOf({ int64, float, bytes, kinds }: FeatureStatistics): SentenceValue {
  if (kinds) return counts(kinds, (count, kind) => `${count}× ${kind}`);
  const numbers = int64 ?? float;
  if (numbers) return rangeText(numbers);
  if (!bytes || bytes.count === 0) return said`no values`;
  const { images, tensors } = bytes;
  if (images) return `${Object.keys(images.formats).join(', ')} ${span(images.width)} × ${span(images.height)}`;
  const [first, ...others] = tensors?.of ?? [];
  if (first) {
    const shape = `${first.dtype} ${formatSizes(first.shape)}`;
    return others.length > 0 ? said`tensor ${shape} and others` : said`tensor ${shape}`;
  }
  return bytes.min_bytes === bytes.max_bytes ? formatBytes(bytes.max_bytes) : `${bytes.min_bytes} … ${formatBytes(bytes.max_bytes)}`;
}

/** What there is to know of a feature beyond its line. */
export function factsOf(feature: FeatureStatistics): SchemaFact[] {
  const { missing, empty, int64, float, bytes, present, min_length, max_length, mean_length } = feature;
  const { min_steps, max_steps, mean_steps } = feature;
  const facts: SchemaFact[] = [[said`present`, formatCount(present)]];
  if (missing > 0) facts.push([said`missing`, formatCount(missing)]);
  if (empty > 0) facts.push([said`empty`, formatCount(empty)]);
  if (min_length !== max_length) facts.push([said`values per record`, range(min_length, max_length, mean_length)]);
  if (min_steps !== undefined) facts.push([said`steps`, range(min_steps, max_steps ?? min_steps, mean_steps ?? 0)]);
  facts.push(...numberFacts(int64 ?? float), ...bytesFacts(bytes));
  return facts;
}

/** "1 … 5, mean 2.5". */
const range = (min: number | string, max: number | string, mean: number): SentenceValue => said`${min} … ${max}, mean ${figure(mean)}`;

const span = ([min, max]: [number, number]): string => (min === max ? String(min) : `${min}–${max}`);

const counts = (of: { [what: string]: number }, show: (count: string, what: string) => string): string =>
  Object.entries(of)
    .map(([what, count]) => show(formatCount(count), what))
    .join(', ');

function rangeText({ min, max, mean, count }: NumberStatistics): SentenceValue {
  if (min === null || max === null) return count === 0 ? said`no values` : said`no finite value`;
  return min === max ? said`always ${figure(min)}` : range(figure(min), figure(max), mean ?? Number.NaN);
}

function numberFacts(numbers: NumberStatistics | undefined): SchemaFact[] {
  if (!numbers || numbers.count === 0) return [];
  const { count, mean, deviation, zeros, nan, positive_infinity, negative_infinity, quantiles, distinct } = numbers;
  const facts: SchemaFact[] = [[said`values`, formatCount(count)]];
  if (mean !== null) facts.push([said`mean ± deviation`, `${figure(mean)} ± ${figure(deviation ?? 0)}`]);
  facts.push([said`distinct`, distinctText(distinct)]);
  if (zeros > 0) facts.push([said`zeros`, `${formatCount(zeros)} (${((100 * zeros) / count).toFixed(1)} %)`]);
  if (nan > 0) facts.push([said`NaN`, formatCount(nan)]);
  if (positive_infinity + negative_infinity > 0) facts.push([said`infinite`, formatCount(positive_infinity + negative_infinity)]);
  const shown = quantiles.filter(({ rank }) => [0.05, 0.25, 0.5, 0.75, 0.95].includes(rank));
  if (shown.length > 0) facts.push([said`5 · 25 · 50 · 75 · 95 %`, shown.map(({ value }) => figure(value)).join(' · ')]);
  return facts;
}

function bytesFacts(bytes: BytesStatistics | undefined): SchemaFact[] {
  if (!bytes || bytes.count === 0) return [];
  const facts: SchemaFact[] = [
    [said`bytes per value`, range(formatCount(bytes.min_bytes), formatCount(bytes.max_bytes), bytes.mean_bytes)],
    [said`distinct`, distinctText(bytes.distinct)],
  ];
  const { images, tensors } = bytes;
  if (images)
    facts.push([said`images`, counts(images.formats, (count, format) => `${count} ${format}`)], [said`channels`, span(images.channels)]);
  for (const { dtype, shape, count } of tensors?.of.slice(0, 3) ?? []) {
    const type = `${dtype} ${formatSizes(shape)}`;
    facts.push([said`tensor`, said`${type} in ${formatCount(count)}`]);
  }
  return facts;
}

const distinctText = ({ count, known }: NumberStatistics['distinct']): string =>
  `${known === 'estimate' ? '≈ ' : known === 'at_least' ? '≥ ' : ''}${formatCount(count)}`;
