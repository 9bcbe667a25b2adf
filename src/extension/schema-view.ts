import { formatBytes, formatCount } from '../protocol/format';
import type { ChartBar, FeatureChart, SchemaAnomaly, SchemaFeatureView, SchemaView } from '../protocol/records-schema';
import { type Anomaly, figure } from '../schema/anomalies/anomaly';
import { holdAgainst } from '../schema/anomalies/curated';
import { validate } from '../schema/anomalies/validate';
import { quotedName } from '../schema/filter/syntax';
import { meantSchema } from '../schema/infer';
import type { CuratedSchema } from '../schema/metadata/schema-text';
import { shapeText } from '../schema/statistics/shape-text';
import type {
  BytesPreview,
  BytesStatistics,
  DatasetStatistics,
  FeatureStatistics,
  Histogram,
  NumberStatistics,
} from '../schema/statistics/statistics';

/** Values listed before the rest is counted. */
const MOST_TOPS = 8;
/** A number with no more different values than this is a list of values rather than a histogram. */
const FEW_VALUES = 6;

/** A schema of TFDV that records are held against, and the name of its file. */
export type NamedSchema = CuratedSchema & { name: string };

/**
 * The schema pane's content for a dataset's statistics, and for what its shards do not agree on; figures of a sample are said to be one. Anomalies are what
 * a schema does not allow, if one is given, or else what departs from nearly all records.
 */
export function schemaView(statistics: DatasetStatistics, drift: Anomaly[] = [], curated?: NamedSchema): SchemaView {
  const { records, malformed, coverage } = statistics;
  const found = curated ? heldAnomalies(statistics, curated) : validate(statistics, meantSchema(statistics));
  return {
    records,
    malformed,
    coverage,
    features: featureViews(statistics),
    anomalies: [...drift, ...found].map(({ type, severity, feature, short, long, where }) => ({
      type,
      severity,
      feature,
      short,
      long,
      where,
    })),
  };
}

/** What the schema does not allow, below a line that says which schema that is and what of it was not checked. */
function heldAnomalies(statistics: DatasetStatistics, curated: NamedSchema): SchemaAnomaly[] {
  const headed = (long: string): SchemaAnomaly => ({ type: 'schema', severity: 'information', short: curated.name, long });
  // A schema asks for numbers of records, which the first of them do not tell.
  if (statistics.coverage === 'sampled') return [headed('The records are held against it once all of them are read.')];
  const { anomalies, unchecked } = holdAgainst(statistics, curated);
  const things = anomalies.length === 1 ? '1 thing is' : `${anomalies.length} things are`;
  const said = anomalies.length === 0 ? 'Everything is as it asks.' : `${things} against it.`;
  return [headed(unchecked.length === 0 ? said : `${said} Not checked: ${unchecked.join('; ')}.`), ...anomalies];
}

/** The features alone. */
export const featureViews = ({ features, records, malformed }: DatasetStatistics): SchemaFeatureView[] =>
  features.map(feature => featureView(feature, records - malformed));

function featureView(feature: FeatureStatistics, records: number): SchemaFeatureView {
  const { name, in: place, present, role } = feature;
  const chart = chartOf(feature);
  return {
    name,
    place: place === 'example' ? '' : place,
    type: feature.dtype ?? feature.kind,
    shape: shapeText(feature),
    present,
    records,
    ...(role ? { role } : {}),
    summary: summaryOf(feature),
    ...(chart && chart.bars.length > 0 ? { chart } : {}),
    facts: factsOf(feature),
  };
}

function summaryOf({ int64, float, bytes, kinds }: FeatureStatistics): string {
  if (kinds)
    return Object.entries(kinds)
      .map(([kind, count]) => `${formatCount(count)}× ${kind}`)
      .join(', ');
  const numbers = int64 ?? float;
  if (numbers) return rangeText(numbers);
  if (!bytes || bytes.count === 0) return 'no values';
  const { images, tensors } = bytes;
  if (images) return `${Object.keys(images.formats).join(', ')} ${pixels(images.width)} × ${pixels(images.height)}`;
  if (tensors?.of[0])
    return `tensor ${tensors.of[0].dtype} [${tensors.of[0].shape.join(', ')}]${tensors.of.length > 1 ? ' and others' : ''}`;
  return bytes.min_bytes === bytes.max_bytes ? formatBytes(bytes.max_bytes) : `${bytes.min_bytes} … ${formatBytes(bytes.max_bytes)}`;
}

const pixels = ([min, max]: [number, number]): string => (min === max ? String(min) : `${min}–${max}`);

function rangeText({ min, max, mean, count }: NumberStatistics): string {
  if (min === null || max === null) return count === 0 ? 'no values' : 'no finite value';
  return min === max ? `always ${figure(min)}` : `${figure(min)} … ${figure(max)}, mean ${figure(mean ?? Number.NaN)}`;
}

function chartOf(feature: FeatureStatistics): FeatureChart | undefined {
  const { int64, float, bytes } = feature;
  if (feature.kind === 'mixed') return undefined;
  const name = quotedName(feature.name);
  const numbers = int64 ?? float;
  if (numbers) return numberChart(name, numbers, int64 !== undefined, feature);
  return bytes ? bytesChart(name, bytes) : undefined;
}

function numberChart(name: string, numbers: NumberStatistics, whole: boolean, feature: FeatureStatistics): FeatureChart | undefined {
  const { distinct, top_values, top_values_coverage: coverage, histogram, min, max } = numbers;
  if (min === max && feature.min_length !== feature.max_length) return lengthChart(name, feature);
  if (min === max) return undefined;
  if (whole && distinct.known === 'exact' && distinct.count <= FEW_VALUES) {
    const bars = top_values.map(({ value, count }) => ({ label: String(value), count, where: `${name} == ${value}` }));
    return { kind: 'top', of: 'values', coverage, bars, more: 0 };
  }
  return { kind: 'histogram', of: 'values', coverage: histogram.coverage, bars: histogramBars(name, histogram, figure), more: 0 };
}

function lengthChart(name: string, { lengths }: FeatureStatistics): FeatureChart {
  return { kind: 'histogram', of: 'lengths', coverage: lengths.coverage, bars: histogramBars(`len(${name})`, lengths, String), more: 0 };
}

function bytesChart(name: string, bytes: BytesStatistics): FeatureChart | undefined {
  const { images, tensors, top_values, distinct, count, top_values_coverage: coverage } = bytes;
  const repeats = distinct.count * 2 <= count;
  if (!images && !tensors && repeats && top_values.length > 0) {
    const bars = top_values.slice(0, MOST_TOPS).flatMap(top => topBar(name, top.value, top.count));
    return { kind: 'top', of: 'values', coverage, bars, more: Math.max(0, distinct.count - bars.length) };
  }
  if (bytes.min_bytes === bytes.max_bytes) return undefined;
  return {
    kind: 'histogram',
    of: 'bytes',
    coverage: bytes.sizes.coverage,
    bars: histogramBars(`size(${name})`, bytes.sizes, figure),
    more: 0,
  };
}

function topBar(name: string, value: BytesPreview, count: number): ChartBar[] {
  if (!('utf8' in value)) return [];
  const cut = value.length !== undefined;
  const literal = JSON.stringify(value.utf8);
  return [{ label: `${value.utf8}${cut ? '…' : ''}`, count, where: cut ? `${name} startswith ${literal}` : `${name} == ${literal}` }];
}

function histogramBars(of: string, { bars }: Histogram, show: (value: number) => string): ChartBar[] {
  return bars.map(({ low, high, count }, i) => {
    if (low === high) return { label: show(low), count, where: `${of} == ${low}` };
    const last = i === bars.length - 1;
    return {
      label: `${show(low)} … ${show(high)}`,
      count,
      // Inside `any` both bounds have to hold for the same value of a list.
      where: `any(${of} >= ${low} and ${of} ${last ? '<=' : '<'} ${high})`,
    };
  });
}

function factsOf(feature: FeatureStatistics): [string, string][] {
  const { missing, empty, int64, float, bytes, present, min_length, max_length, mean_length } = feature;
  const facts: [string, string][] = [['present', formatCount(present)]];
  if (missing > 0) facts.push(['missing', formatCount(missing)]);
  if (empty > 0) facts.push(['without a value', formatCount(empty)]);
  if (min_length !== max_length) facts.push(['values a record', `${min_length} … ${max_length}, mean ${figure(mean_length)}`]);
  if (feature.min_steps !== undefined)
    facts.push(['steps', `${feature.min_steps} … ${feature.max_steps}, mean ${figure(feature.mean_steps ?? 0)}`]);
  facts.push(...numberFacts(int64 ?? float), ...bytesFacts(bytes));
  return facts;
}

function numberFacts(numbers: NumberStatistics | undefined): [string, string][] {
  if (!numbers || numbers.count === 0) return [];
  const { count, mean, deviation, zeros, nan, positive_infinity, negative_infinity, quantiles, distinct } = numbers;
  const facts: [string, string][] = [['values', formatCount(count)]];
  if (mean !== null) facts.push(['mean ± deviation', `${figure(mean)} ± ${figure(deviation ?? 0)}`]);
  facts.push(['different', distinctText(distinct)]);
  if (zeros > 0) facts.push(['zeros', `${formatCount(zeros)} (${((100 * zeros) / count).toFixed(1)} %)`]);
  if (nan > 0) facts.push(['NaN', formatCount(nan)]);
  if (positive_infinity + negative_infinity > 0) facts.push(['infinite', formatCount(positive_infinity + negative_infinity)]);
  const shown = quantiles.filter(({ rank }) => [0.05, 0.25, 0.5, 0.75, 0.95].includes(rank));
  if (shown.length > 0) facts.push(['5 · 25 · 50 · 75 · 95 %', shown.map(({ value }) => figure(value)).join(' · ')]);
  return facts;
}

function bytesFacts(bytes: BytesStatistics | undefined): [string, string][] {
  if (!bytes || bytes.count === 0) return [];
  const facts: [string, string][] = [
    ['bytes a value', `${formatCount(bytes.min_bytes)} … ${formatCount(bytes.max_bytes)}, mean ${figure(bytes.mean_bytes)}`],
    ['different', distinctText(bytes.distinct)],
  ];
  if (bytes.images) {
    const { formats, channels } = bytes.images;
    facts.push(
      [
        'images',
        Object.entries(formats)
          .map(([format, count]) => `${formatCount(count)} ${format}`)
          .join(', '),
      ],
      ['channels', pixels(channels)],
    );
  }
  for (const { dtype, shape, count } of bytes.tensors?.of.slice(0, 3) ?? [])
    facts.push(['tensor', `${dtype} [${shape.join(', ')}] in ${formatCount(count)}`]);
  return facts;
}

const distinctText = ({ count, known }: NumberStatistics['distinct']): string =>
  `${known === 'estimate' ? '≈ ' : known === 'at_least' ? '≥ ' : ''}${formatCount(count)}`;
