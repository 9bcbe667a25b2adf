import { type Sentence, said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { DatasetStatistics, FeatureStatistics } from '../../statistics/report/statistics';
import type { CuratedSchema } from '../metadata/schema-text';
import type { Schema, SchemaFeature } from '../schema';
import { type Anomaly, counted, type Found } from './anomaly';
import { featureAnomalies, uncheckedValues } from './curated-rules';
import { missingColumn } from './validate';

/** What of a dataset a schema does not allow, and what of the schema was not held against it, in words. */
export interface Held {
  anomalies: Anomaly[];
  unchecked: Sentence[];
}

/**
 * Holds a dataset against a schema that the user keeps, as TFDV's validate_statistics does: what is written down counts, so everything against it is an
 * error. Two things are told beyond TFDV: embeddings of another length, and, as a warning, bytes under a natural_language_domain that are not UTF-8.
 * `environment` is the one that the data are of; without any, every feature is looked for.
 */
export function holdAgainst(statistics: DatasetStatistics, curated: CuratedSchema, environment?: string): Held {
  const { schema, unknown } = curated;
  const unchecked = [...unknown.map(field => said`the unknown field ${field}`), ...curated.unchecked];
  const records = statistics.records - statistics.malformed;
  if (records === 0) return { anomalies: [noData(statistics)], unchecked };
  // Whether features are those of an Example or a SequenceExample's context, a schema does not say.
  const keyOf = ({ in: place, name }: Pick<SchemaFeature, 'in' | 'name'>): string => `${place === 'sequence' ? place : ''} ${name}`;
  const seen = new Map(statistics.features.filter(({ present }) => present > 0).map(feature => [keyOf(feature), feature]));
  const rules = new Map(schema.features.map(rule => [keyOf(rule), rule]));
  const isExpected = (rule: SchemaFeature): boolean => environment === undefined || isIn(environment, rule, schema);
  const anomalies = datasetAnomalies(records, schema);
  for (const [key, feature] of seen) {
    const rule = rules.get(key);
    const found = rule ? (rule.unused ? [] : featureAnomalies(feature, rule, records)) : [newColumn(feature)];
    if (rule && !rule.unused && !isExpected(rule)) found.unshift(newColumn(feature, environment));
    anomalies.push(...found.map(one => ({ ...one, feature: feature.name, in: feature.in })));
    if (rule && !rule.unused) unchecked.push(...uncheckedValues(feature, rule));
  }
  for (const [key, rule] of rules) {
    const isRequired = rule.min_fraction > 0 || (rule.min_count ?? 0) > 0;
    if (!seen.has(key) && isRequired && !rule.unused && isExpected(rule)) anomalies.push(missingColumn(rule));
  }
  return { anomalies, unchecked };
}

function isIn(environment: string, { environments }: SchemaFeature, { default_environments = [] }: Schema): boolean {
  if (environments?.in.includes(environment)) return true;
  return default_environments.includes(environment) && !environments?.not_in.includes(environment);
}

function noData({ malformed, message }: DatasetStatistics): Anomaly {
  const why = malformed > 0 ? said`none of the ${counted(malformed, 'record')} contains a ${message} proto` : said`there are no records`;
  return {
    type: 'DATASET_LOW_NUM_EXAMPLES',
    severity: 'error',
    short: said`No data`,
    long: said`Nothing to compare with the schema: ${why}.`,
  };
}

function datasetAnomalies(records: number, { examples }: Schema): Anomaly[] {
  const { min = 0, max = Number.POSITIVE_INFINITY } = examples ?? {};
  const there = said`The dataset has ${counted(records, 'example')}`;
  if (records < min)
    return [
      {
        type: 'DATASET_LOW_NUM_EXAMPLES',
        severity: 'error',
        short: said`Too few examples`,
        long: said`${there}, but should have at least ${min}.`,
      },
    ];
  if (records > max)
    return [
      {
        type: 'DATASET_HIGH_NUM_EXAMPLES',
        severity: 'error',
        short: said`Too many examples`,
        long: said`${there}, but should have at most ${max}.`,
      },
    ];
  return [];
}

function newColumn({ name, present }: FeatureStatistics, environment?: string): Found {
  return {
    type: 'SCHEMA_NEW_COLUMN',
    severity: 'error',
    short: said`New column`,
    long:
      environment === undefined
        ? said`The schema has no feature "${name}", but the feature is in ${counted(present, 'record')}.`
        : said`The schema has no feature "${name}" in environment ${environment}, but the feature is in ${counted(present, 'record')}.`,
    where: `has(${quotedName(name)})`,
  };
}
