import { said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { DatasetStatistics, FeatureStatistics } from '../../statistics/report/statistics';
import type { Schema, SchemaFeature } from '../schema';
import { type Anomaly, counted, type Found, listedWithAnd, percent } from './anomaly';
import { domainAnomalies } from './domain';
import { lengthAnomalies } from './length';

/** What a dataset has that its schema does not allow, in the order of the features; the schema's own features that are not there come last. */
export function validate(statistics: DatasetStatistics, schema: Schema): Anomaly[] {
  const anomalies: Anomaly[] = [];
  const records = statistics.records - statistics.malformed;
  const keyOf = ({ in: place, name }: { in: string; name: string }): string => `${place} ${name}`;
  const wanted = new Map(schema.features.map(feature => [keyOf(feature), feature]));
  const seen = new Set(statistics.features.map(keyOf));
  for (const feature of statistics.features) {
    const rule = wanted.get(keyOf(feature));
    anomalies.push(...(rule ? featureAnomalies(feature, rule, records) : [newColumn(feature)]));
  }
  for (const rule of schema.features) if (!seen.has(keyOf(rule)) && rule.min_fraction > 0) anomalies.push(missingColumn(rule));
  return anomalies;
}

function newColumn({ name, in: place, present }: FeatureStatistics): Anomaly {
  return {
    type: 'SCHEMA_NEW_COLUMN',
    severity: 'warning',
    feature: name,
    in: place,
    short: said`New column`,
    long: said`The schema has no feature "${name}", but the feature is in ${counted(present, 'record')}.`,
    where: `has(${quotedName(name)})`,
  };
}

export function missingColumn({ name, in: place }: SchemaFeature): Anomaly {
  return {
    type: 'SCHEMA_MISSING_COLUMN',
    severity: 'error',
    feature: name,
    in: place,
    short: said`Column dropped`,
    long: said`The schema requires the feature "${name}", but no record has it.`,
  };
}

/** A rule looks at one feature; what it finds gets the feature's name and place. */
type Rule = (feature: FeatureStatistics, schema: SchemaFeature, records: number) => Found[];

const RULES: Rule[] = [kindAnomalies, presenceAnomalies, lengthAnomalies, domainAnomalies];

function featureAnomalies(feature: FeatureStatistics, schema: SchemaFeature, records: number): Anomaly[] {
  return RULES.flatMap(rule => rule(feature, schema, records)).map(found => ({ ...found, feature: feature.name, in: feature.in }));
}

export function kindAnomalies(feature: FeatureStatistics, schema: SchemaFeature): Found[] {
  if (feature.kind === 'none' || schema.kind === 'unknown' || feature.kind === schema.kind) return [];
  const where = `kind(${quotedName(feature.name)}) != "${schema.kind}"`;
  const { kinds } = feature;
  const noun = feature.in === 'sequence' ? 'step' : 'record';
  const counts = kinds
    ? listedWithAnd(Object.entries(kinds).map(([kind, count]) => said`${counted(count, noun)} with ${kind}`))
    : said`${feature.kind} throughout`;
  return [
    {
      type: 'UNEXPECTED_DATA_TYPE',
      severity: 'error',
      short: kinds ? said`Mixed types` : said`Unexpected data type`,
      long: said`"${feature.name}" should be ${schema.kind}, but the data has ${counts}. TensorFlow rejects records whose type differs from the declared one.`,
      where,
    },
  ];
}

function presenceAnomalies(feature: FeatureStatistics, schema: SchemaFeature, records: number): Found[] {
  const { name, present, missing, empty } = feature;
  const share = records === 0 ? 1 : present / records;
  const found: Found[] = [];
  if (share < schema.min_fraction) {
    found.push({
      type: 'FEATURE_TYPE_LOW_FRACTION_PRESENT',
      severity: share >= 0.5 ? 'warning' : 'information',
      short: said`Column dropped in some records`,
      long: said`"${name}" is missing from ${missing} of ${records} records (${percent(missing / records)}). A FixedLenFeature without default_value fails on these records.`,
      where: `missing(${quotedName(name)})`,
    });
  }
  if (present > 0 && empty === present && schema.value_count.max !== 0) {
    found.push({
      type: 'FEATURE_TYPE_NO_VALUES',
      severity: 'warning',
      short: said`No values`,
      long: said`"${name}" is present in ${counted(present, 'record')}, but always empty.`,
      where: `len(${quotedName(name)}) == 0`,
    });
  }
  return found;
}
