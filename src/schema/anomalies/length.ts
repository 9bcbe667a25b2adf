import { type SentenceValue, said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { FeatureStatistics } from '../../statistics/report/statistics';
import type { Bounds, SchemaFeature } from '../schema';
import { counted, type Found } from './anomaly';

/** "3", "1 to 3". */
export const span = (min: number, max: number): SentenceValue => (min === max ? max : said`${min} to ${max}`);

/** A filter for the records by their number of values; there is none in a sequence feature, of which the filter language counts the steps. */
const lengthWhere = ({ name, in: place }: FeatureStatistics, condition: string): Pick<Found, 'where'> =>
  place === 'sequence' ? {} : { where: `len(${quotedName(name)}) ${condition}` };

/** Records whose number of values is not that of nearly all the others, or that of another dataset. */
export function lengthAnomalies(feature: FeatureStatistics, schema: SchemaFeature): Found[] {
  const { name, min_length, max_length, present } = feature;
  const { min, max = Number.POSITIVE_INFINITY } = schema.value_count;
  if (present === 0 || (min_length >= min && max_length <= max)) return [];
  if (schema.embedding !== undefined) return [embeddingAnomaly(feature, schema.embedding)];
  if (schema.shape === null) return countAnomalies(feature, schema.value_count);
  const wanted = schema.shape.reduce((product, size) => product * size, 1);
  return [
    {
      type: 'INVALID_FEATURE_SHAPE',
      severity: 'error',
      short: said`Unexpected number of values`,
      long: said`"${name}" should have ${counted(wanted, 'value')} per record, but some records have ${span(min_length, max_length)}.`,
      ...lengthWhere(feature, `!= ${wanted}`),
    },
  ];
}

export function embeddingAnomaly(feature: FeatureStatistics, length: number): Found {
  const { name, min_length, max_length } = feature;
  return {
    type: 'EMBEDDING_SHAPE_INVALID',
    severity: 'error',
    short: said`Embedding length mismatch`,
    long: said`"${name}" is an embedding of length ${length}, but some records have ${span(min_length, max_length)} values.`,
    ...lengthWhere(feature, `!= ${length}`),
  };
}

/** Too few or too many values in some records. */
export function countAnomalies(feature: FeatureStatistics, { min, max = Number.POSITIVE_INFINITY }: Bounds): Found[] {
  const { name, min_length, max_length } = feature;
  const found: Found[] = [];
  if (min_length < min) {
    found.push({
      type: 'FEATURE_TYPE_LOW_NUMBER_VALUES',
      severity: 'warning',
      short: said`Too few values`,
      long: said`"${name}" should have at least ${min} values, but some records have ${min_length}.`,
      ...lengthWhere(feature, `< ${min}`),
    });
  }
  if (max_length > max) {
    found.push({
      type: 'FEATURE_TYPE_HIGH_NUMBER_VALUES',
      severity: 'warning',
      short: said`Too many values`,
      long: said`"${name}" should have at most ${max} values, but some records have ${max_length}.`,
      ...lengthWhere(feature, `> ${max}`),
    });
  }
  return found;
}
