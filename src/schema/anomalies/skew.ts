import { said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { BytesPreview, DatasetStatistics, FeatureStatistics } from '../../statistics/report/statistics';
import { inferSchema } from '../infer';
import { type Anomaly, figure, percent, quotedText } from './anomaly';
import { validate } from './validate';

/** Largest difference of a value's share between two datasets that goes without saying (the L-infinity distance that TFDV's guide starts from is 0.01). */
const MAX_SHARE_DIFFERENCE = 0.1;

/**
 * How a second dataset (validation, serving, a later day) departs from a first (training): the anomalies against the first one's schema, and categorical
 * features whose values come in other shares. `where` is about rows of the second.
 */
export function compareDatasets(first: DatasetStatistics, second: DatasetStatistics, threshold = MAX_SHARE_DIFFERENCE): Anomaly[] {
  const keyOf = ({ in: place, name }: FeatureStatistics): string => `${place} ${name}`;
  const known = new Map(first.features.map(feature => [keyOf(feature), feature]));
  const skews = second.features.flatMap(feature => {
    const other = known.get(keyOf(feature));
    return other ? skewOf(other, feature, threshold) : [];
  });
  return [...validate(second, inferSchema(first)), ...skews];
}

/** Largest difference between the shares of a value in two sets of shares. */
export function lInfinity(a: Map<string, number>, b: Map<string, number>): { distance: number; value: string | undefined } {
  let distance = 0;
  let value: string | undefined;
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const difference = Math.abs((a.get(key) ?? 0) - (b.get(key) ?? 0));
    if (difference > distance) {
      distance = difference;
      value = key;
    }
  }
  return { distance, value };
}

function skewOf(first: FeatureStatistics, second: FeatureStatistics, threshold: number): Anomaly[] {
  const [before, after] = [sharesOf(first), sharesOf(second)];
  if (!before || !after) return [];
  const { distance, value } = lInfinity(before, after);
  if (value === undefined || distance <= threshold) return [];
  const [share, other] = [before, after].map(shares => percent(shares.get(value) ?? 0)) as [string, string];
  return [
    {
      type: 'COMPARATOR_L_INFTY_HIGH',
      severity: 'warning',
      feature: second.name,
      in: second.in,
      short: said`High L-infinity distance`,
      long: said`The distribution of "${second.name}" differs: ${value} is ${share} of the values in the first dataset and ${other} in the second (distance ${figure(distance)}, threshold ${threshold}).`,
      where: `${quotedName(second.name)} == ${value}`,
    },
  ];
}

/** The share of each value of a categorical feature, by its literal in the filter language; undefined for a feature of too many values. */
function sharesOf({ int64, bytes, kind }: FeatureStatistics): Map<string, number> | undefined {
  const values = kind === 'int64' ? int64 : kind === 'bytes' ? bytes : undefined;
  if (!values || values.count === 0 || values.distinct.known !== 'exact' || values.distinct.count > values.top_values.length)
    return undefined;
  const literal = (value: number | string | BytesPreview): string | undefined =>
    typeof value !== 'object' ? String(value) : 'utf8' in value && value.length === undefined ? quotedText(value.utf8) : undefined;
  const shares = values.top_values.map(({ value, count }): [string | undefined, number] => [literal(value), count / values.count]);
  if (shares.some(([key]) => key === undefined)) return undefined;
  return new Map(shares as [string, number][]);
}
