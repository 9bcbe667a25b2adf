import { quotedName } from '../filter/syntax';
import type { Bounds, SchemaFeature } from '../schema';
import { type Part, said } from '../sentence';
import type { FeatureStatistics } from '../statistics/statistics';
import { counted, type Found } from './anomaly';

/** "3", "1 to 3". */
export const span = (min: number, max: number): Part => (min === max ? max : said`${min} to ${max}`);

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
      short: said`Another number of values`,
      long: said`"${name}" should have ${counted(wanted, 'value')} in each record, but there are records with ${span(min_length, max_length)}.`,
      where: `len(${quotedName(name)}) != ${wanted}`,
    },
  ];
}

export function embeddingAnomaly({ name, min_length, max_length }: FeatureStatistics, length: number): Found {
  return {
    type: 'EMBEDDING_SHAPE_INVALID',
    severity: 'error',
    short: said`Embedding of another length`,
    long: said`"${name}" is an embedding of ${length} numbers, but there are records with ${span(min_length, max_length)}.`,
    where: `len(${quotedName(name)}) != ${length}`,
  };
}

/** Too few or too many values in some records. */
export function countAnomalies(
  { name, min_length, max_length }: FeatureStatistics,
  { min, max = Number.POSITIVE_INFINITY }: Bounds,
): Found[] {
  const found: Found[] = [];
  const quoted = quotedName(name);
  if (min_length < min) {
    found.push({
      type: 'FEATURE_TYPE_LOW_NUMBER_VALUES',
      severity: 'warning',
      short: said`Too few values`,
      long: said`"${name}" should have at least ${min} values, but there are records with ${min_length}.`,
      where: `len(${quoted}) < ${min}`,
    });
  }
  if (max_length > max) {
    found.push({
      type: 'FEATURE_TYPE_HIGH_NUMBER_VALUES',
      severity: 'warning',
      short: said`Too many values`,
      long: said`"${name}" should have at most ${max} values, but there are records with ${max_length}.`,
      where: `len(${quoted}) > ${max}`,
    });
  }
  return found;
}
