import { formatBytes, formatCount, withoutCommonStart } from '../common/format';
import { inEnglish, type Sentence } from '../common/sentence';
import { type Anomaly, figure, percent } from '../schema/anomalies/anomaly';
import { shapeText } from '../statistics/report/shape-text';
import type { BytesPreview, DatasetStatistics, FeatureStatistics, Histogram, NumberStatistics } from '../statistics/report/statistics';
import { cut, type Paint, type Style, table, terminalWidth } from './style';

const HEAD = ['FEATURE', 'TYPE', 'SHAPE', 'PRESENT', 'VALUES', 'DISTRIBUTION', 'LOOKS LIKE'];
/** Features listed before the rest is counted only. */
const MAX_FEATURES_LISTED = 200;

/** The table of features for the user: a row each, with a little histogram or the most frequent values. */
export function featureLines(statistics: DatasetStatistics, paint: Paint, columns: number): string[] {
  const { features, records, malformed } = statistics;
  if (features.length === 0) return [];
  const shown = features.slice(0, MAX_FEATURES_LISTED);
  const lines = [
    '',
    ...fitted([HEAD.map(title => paint('dim', title)), ...shown.map(feature => rowOf(feature, statistics, paint))], columns),
  ];
  if (features.length > shown.length) lines.push(`… and ${formatCount(features.length - shown.length)} more features`);
  if (malformed > 0)
    lines.push(
      paint(
        'red',
        `${formatCount(malformed)} of ${formatCount(records)} records have valid checksums but are not ${statistics.message} protos`,
      ),
    );
  return lines;
}

/** A table whose last column gives way when the lines are wider than the terminal. */
function fitted(rows: string[][], columns: number): string[] {
  const last = HEAD.length - 1;
  const wide = Math.max(...table(rows.map(row => row.slice(0, last))).map(terminalWidth));
  return table(rows.map(row => [...row.slice(0, last), cut(row[last], Math.max(12, columns - wide - 2))]));
}

const TYPES = { int64: 'int64', float32: 'float32', string: 'string' };

function rowOf(feature: FeatureStatistics, { records, malformed, message }: DatasetStatistics, paint: Paint): string[] {
  const place =
    feature.in === 'example' ? '' : paint('dim', ` ${feature.in === 'sequence' && message === 'example_list' ? 'examples' : feature.in}`);
  return [
    paint('bold', cut(feature.name, 36)) + place,
    feature.dtype ? TYPES[feature.dtype] : paint('red', feature.kind),
    shapeText(feature),
    presence(feature, records - malformed, paint),
    valuesText(feature),
    paint('cyan', distribution(feature)),
    feature.role ? `${feature.role.kind}${feature.role.kind === 'image' || feature.role.kind === 'tensor' ? imageText(feature) : ''}` : '',
  ];
}

function presence({ present }: FeatureStatistics, records: number, paint: Paint): string {
  if (present === records) return 'all';
  return paint('yellow', records === 0 ? '–' : percent(present / records));
}

function valuesText({ int64, float, bytes, kinds }: FeatureStatistics): string {
  if (kinds)
    return Object.entries(kinds)
      .map(([kind, count]) => `${formatCount(count)}× ${kind}`)
      .join(', ');
  const numbers = int64 ?? float;
  if (numbers) return rangeText(numbers);
  if (!bytes || bytes.count === 0) return 'no values';
  return bytes.min_bytes === bytes.max_bytes
    ? formatBytes(bytes.max_bytes)
    : `${formatBytes(bytes.min_bytes)} … ${formatBytes(bytes.max_bytes)}`;
}

function rangeText({ min, max, mean, nan, positive_infinity, negative_infinity, count }: NumberStatistics): string {
  const odd = [
    nan > 0 ? `${formatCount(nan)} NaN` : '',
    positive_infinity + negative_infinity > 0 ? `${formatCount(positive_infinity + negative_infinity)} inf` : '',
  ];
  const range =
    min === null || max === null
      ? count === 0
        ? 'no values'
        : ''
      : min === max
        ? figure(min)
        : `${figure(min)} … ${figure(max)}, mean ${figure(mean ?? Number.NaN)}`;
  return [range, ...odd].filter(part => part !== '').join(', ');
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/** A histogram a line high: a full block is the highest bar, a space an empty one. */
export function sparkline({ bars }: Histogram): string {
  const highest = Math.max(...bars.map(bar => bar.count));
  return bars.map(({ count }) => (count === 0 ? ' ' : BLOCKS[Math.min(7, Math.floor((count / highest) * 8))])).join('');
}

function distribution({ int64, float, bytes }: FeatureStatistics): string {
  const numbers = int64 ?? float;
  if (numbers) return numbers.histogram.bars.length > 1 ? sparkline(numbers.histogram) : '';
  if (!bytes || bytes.count === 0) return '';
  const repeated = bytes.distinct.known === 'exact' && bytes.distinct.count <= 12 && bytes.distinct.count < bytes.count && !bytes.images;
  if (repeated) return cut(withoutCommonStart(bytes.top_values.map(({ value }) => previewText(value))).join(' '), 24);
  return bytes.sizes.bars.length > 1 ? sparkline(bytes.sizes) : '';
}

const previewText = (value: BytesPreview): string => ('utf8' in value ? value.utf8.replace(/\s+/g, ' ') : `<${value.base64}>`);

function imageText({ bytes }: FeatureStatistics): string {
  const span = ([min, max]: [number, number]): string => (min === max ? String(min) : `${min}–${max}`);
  if (bytes?.images)
    return ` ${Object.keys(bytes.images.formats).join('/')} ${span(bytes.images.width)}×${span(bytes.images.height)}×${span(bytes.images.channels)}`;
  const [first, ...others] = bytes?.tensors?.of ?? [];
  return first ? ` ${first.dtype} [${first.shape.join(', ')}]${others.length > 0 ? ` and ${others.length} other shapes` : ''}` : '';
}

const COLOURS: { [severity in Anomaly['severity']]: Style } = { error: 'red', warning: 'yellow', information: 'cyan' };

/** The anomalies for the user: what, where, and the filter that shows the rows. */
export function anomalyLines(anomalies: Anomaly[], paint: Paint): string[] {
  if (anomalies.length === 0) return [];
  const lines = anomalies.flatMap(({ severity, type, long, where }) => [
    `  ${paint(COLOURS[severity], severity)} ${inEnglish(long)} ${paint('dim', type)}`,
    ...(where ? [paint('dim', `    rows: ${where}`)] : []),
  ]);
  return ['', ...lines];
}

/** How data stand to a schema that was given, and what of it was not held against them. */
export function heldLines(schema: string, anomalies: Anomaly[], unchecked: Sentence[], paint: Paint): string[] {
  const stands =
    anomalies.length === 0 ? paint('green', `no anomalies against ${schema}`) : `${formatCount(anomalies.length)} against ${schema}`;
  return ['', stands, ...unchecked.map(what => paint('dim', `  not checked: ${inEnglish(what)}`))];
}
