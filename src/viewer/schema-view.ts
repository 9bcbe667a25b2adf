import { type Sentence, said } from '../common/sentence';
import type { ChartBar, FeatureChart, SchemaAnomaly, SchemaFeatureView, SchemaView } from '../protocol/records-schema';
import { quotedName } from '../query/syntax';
import { type Anomaly, figure } from '../schema/anomalies/anomaly';
import { holdAgainst } from '../schema/anomalies/curated';
import { validate } from '../schema/anomalies/validate';
import { meantSchema } from '../schema/infer';
import type { CuratedSchema } from '../schema/metadata/schema-text';
import { shapeText } from '../statistics/report/shape-text';
import type {
  BytesPreview,
  BytesStatistics,
  DatasetStatistics,
  Exact,
  FeatureStatistics,
  Histogram,
  NumberStatistics,
} from '../statistics/report/statistics';
import { exactBars } from './exact-bars';
import { factsOf, summaryOf } from './schema-facts';

/** Values listed before the rest is counted. */
const MAX_TOP_VALUES = 8;
/** A number with no more different values than this is a list of values rather than a histogram. */
const MAX_LISTED_VALUES = 6;

/** A schema of TFDV that records are held against, with the name of its file and the environment that they are of, if that is known. */
export type NamedSchema = CuratedSchema & { name: string; environment?: string };

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
  const headed = (long: Sentence): SchemaAnomaly => ({ type: 'schema', severity: 'information', short: schemaTitle(curated), long });
  // A schema asks for numbers of records, which the first of them do not tell.
  if (statistics.coverage === 'sampled') return [headed(said`Records are compared with the schema once all of them have been read.`)];
  const { anomalies, unchecked } = holdAgainst(statistics, curated, curated.environment);
  const verdict = verdictOf(anomalies.length);
  const [first, ...others] = unchecked;
  const list = first && others.reduce((before, what) => said`${before}; ${what}`, first);
  return [headed(list ? said`${verdict} Not checked: ${list}.` : verdict), ...anomalies];
}

const schemaTitle = ({ name, environment }: NamedSchema): Sentence =>
  environment === undefined ? said`${name}` : said`${name} (${environment})`;

function verdictOf(things: number): Sentence {
  if (things === 0) return said`No anomalies.`;
  return things === 1 ? said`1 anomaly.` : said`${things} anomalies.`;
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
    type: feature.kind,
    shape: shapeText(feature),
    present,
    records,
    ...(role ? { role } : {}),
    summary: summaryOf(feature),
    ...(chart && chart.bars.length > 0 ? { chart } : {}),
    facts: factsOf(feature),
  };
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
  if (whole && distinct.known === 'exact' && distinct.count <= MAX_LISTED_VALUES) {
    const bars = top_values.map(({ value, count }) => ({ label: String(value), count, where: `${name} == ${value}` }));
    return { kind: 'top', of: 'values', coverage, bars, more: 0 };
  }
  const isExact = whole && (typeof min === 'string' || typeof max === 'string');
  const bars = isExact && min !== null && max !== null ? wholeBars(name, histogram, min, max) : histogramBars(name, histogram, figure);
  return { kind: 'histogram', of: 'values', coverage: histogram.coverage, bars, more: 0 };
}

/** Bars of whole numbers that are too large for a float to tell apart. */
const wholeBars = (name: string, histogram: Histogram, min: Exact, max: Exact): ChartBar[] =>
  exactBars(histogram, min, max).map(({ low, high, count }) =>
    low === high
      ? { label: String(low), count, where: `${name} == ${low}` }
      : { label: `${low} … ${high}`, count, where: `any(${name} >= ${low} and ${name} <= ${high})` },
  );

function lengthChart(name: string, { lengths }: FeatureStatistics): FeatureChart {
  return { kind: 'histogram', of: 'lengths', coverage: lengths.coverage, bars: histogramBars(`len(${name})`, lengths, String), more: 0 };
}

function bytesChart(name: string, bytes: BytesStatistics): FeatureChart | undefined {
  const { images, tensors, top_values, distinct, count, top_values_coverage: coverage } = bytes;
  const repeats = distinct.count * 2 <= count;
  if (!images && !tensors && repeats && top_values.length > 0) {
    const bars = top_values.slice(0, MAX_TOP_VALUES).flatMap(top => topBar(name, top.value, top.count));
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
  // Of a value that is cut, the length is known: another value that begins alike mostly has another one.
  const where = cut ? `any(${name} startswith ${literal} and size(${name}) == ${value.length})` : `${name} == ${literal}`;
  return [{ label: `${value.utf8}${cut ? '…' : ''}`, count, where }];
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
