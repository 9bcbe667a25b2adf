import { type Sentence, said } from '../../common/sentence';
import { quotedName } from '../../query/syntax';
import type { Distinct, FeatureStatistics } from '../../statistics/report/statistics';
import type { SchemaFeature } from '../schema';
import { counted, type Found, percent } from './anomaly';
import { distinctBounds } from './distinct';
import { domainAnomalies } from './domain';
import { countAnomalies, embeddingAnomaly, span } from './length';
import { kindAnomalies } from './validate';
import { isListed } from './words';

/** A rule looks at a feature that is there, beside what the schema says of it; `records` are all records. */
type Rule = (feature: FeatureStatistics, schema: SchemaFeature, records: number) => Found[];

/** In the order in which TFDV tells what it finds. */
const RULES: Rule[] = [
  shapeAnomalies,
  valueCountAnomalies,
  presenceAnomalies,
  kindAnomalies,
  domainAnomalies,
  uniqueAnomalies,
  embeddingAnomalies,
];

/** What of a feature's data its schema does not allow. Where the schema tells no type, that is all there is to tell. */
export function featureAnomalies(feature: FeatureStatistics, schema: SchemaFeature, records: number): Found[] {
  const { faults = [], domain } = schema;
  const isTyped = faults.every(({ type }) => type !== 'FEATURE_MISSING_TYPE');
  const found = isTyped ? RULES.flatMap(rule => rule(feature, schema, records)) : [];
  return [...faults, ...found].map(one => {
    const isOurs = one.type === 'ENUM_TYPE_INVALID_UTF8' && domain?.kind === 'text';
    return { ...one, severity: isOurs ? 'warning' : 'error' };
  });
}

/** A feature of a fixed shape has to be in every record, always with as many values. */
function shapeAnomalies(feature: FeatureStatistics, { shape }: SchemaFeature, records: number): Found[] {
  if (shape === null) return [];
  const { name, present, min_length, max_length, min_steps = 1, max_steps = 1 } = feature;
  const wanted = shape.reduce((product, size) => product * size, 1);
  const [least, most] = [min_length * min_steps, max_length * max_steps];
  if (present === records && least === wanted && most === wanted) return [];
  const there =
    present < records ? said`is present in only ${present} of ${counted(records, 'record')}` : said`some records have ${span(least, most)}`;
  return [
    {
      type: 'INVALID_FEATURE_SHAPE',
      severity: 'error',
      short: said`Unexpected shape`,
      long: said`"${name}" should be present in every record, with ${counted(wanted, 'value')} (shape [${shape.join(', ')}]), but ${there}.`,
      ...(feature.in === 'sequence' ? {} : { where: `missing(${quotedName(name)}) or len(${quotedName(name)}) != ${wanted}` }),
    },
  ];
}

function valueCountAnomalies(feature: FeatureStatistics, { value_count, step_count }: SchemaFeature): Found[] {
  const { name, min_steps = 0, max_steps = 0 } = feature;
  if (feature.in !== 'sequence') return countAnomalies(feature, value_count);
  const { min, max = Number.POSITIVE_INFINITY } = step_count ?? { min: 0 };
  const quoted = quotedName(name);
  const steps: Found[] = [];
  const severity = 'error';
  if (min_steps < min) {
    const long = said`"${name}" should have at least ${counted(min, 'step')}, but some records have ${min_steps}.`;
    steps.push({ type: 'FEATURE_TYPE_LOW_NUMBER_VALUES', severity, short: said`Too few steps`, long, where: `len(${quoted}) < ${min}` });
  }
  if (max_steps > max) {
    const long = said`"${name}" should have at most ${counted(max, 'step')}, but some records have ${max_steps}.`;
    steps.push({ type: 'FEATURE_TYPE_HIGH_NUMBER_VALUES', severity, short: said`Too many steps`, long, where: `len(${quoted}) > ${max}` });
  }
  return [...steps, ...countAnomalies(feature, value_count)];
}

function presenceAnomalies(
  { name, present, missing }: FeatureStatistics,
  { min_count = 0, min_fraction }: SchemaFeature,
  records: number,
): Found[] {
  const found: Found[] = [];
  const where = missing > 0 ? { where: `missing(${quotedName(name)})` } : {};
  const short = said`Present in too few records`;
  if (present < min_count) {
    const long = said`"${name}" should be present in at least ${counted(min_count, 'record')}, but is present in ${present}.`;
    found.push({ type: 'FEATURE_TYPE_LOW_NUMBER_PRESENT', severity: 'error', short, long, ...where });
  }
  if (present / records < min_fraction) {
    const wanted = min_fraction === 1 ? said`every record` : said`at least ${percent(min_fraction)} of the records`;
    const long = said`"${name}" should be present in ${wanted}, but is missing from ${missing} of ${records} (${percent(missing / records)}).`;
    found.push({ type: 'FEATURE_TYPE_LOW_FRACTION_PRESENT', severity: 'error', short, long, ...where });
  }
  return found;
}

/** How many different values there are, in the features in which TFDV counts them: texts and categories. */
function distinctOf({ kind, bytes, int64 }: FeatureStatistics, { domain }: SchemaFeature): Distinct | undefined {
  if (kind === 'bytes') return bytes?.distinct;
  return kind === 'int64' && domain?.kind === 'int' && domain.categorical ? int64?.distinct : undefined;
}

function uniqueAnomalies(feature: FeatureStatistics, schema: SchemaFeature): Found[] {
  if (!schema.unique) return [];
  const { min, max } = schema.unique;
  const distinct = distinctOf(feature, schema);
  const there = said`"${feature.name}" should have ${span(min, max)} distinct values`;
  const severity = 'error';
  if (!distinct) {
    const long = said`${there}, but distinct values are only counted for bytes and categorical features.`;
    return [{ type: 'FEATURE_TYPE_NO_UNIQUE', severity, short: said`Not counted`, long }];
  }
  const { least, most } = distinctBounds(distinct);
  if (least > max) {
    const long = least === most ? said`${there}, but has ${least}.` : said`${there}, but has ${least} or more.`;
    return [{ type: 'FEATURE_TYPE_HIGH_UNIQUE', severity, short: said`Too many distinct values`, long }];
  }
  if (most < min) {
    const long = said`${there}, but has only ${most}.`;
    return [{ type: 'FEATURE_TYPE_LOW_UNIQUE', severity, short: said`Too few distinct values`, long }];
  }
  return [];
}

function embeddingAnomalies(feature: FeatureStatistics, { embedding }: SchemaFeature): Found[] {
  if (embedding === undefined || feature.kind !== 'float') return [];
  return feature.min_length === embedding && feature.max_length === embedding ? [] : [embeddingAnomaly(feature, embedding)];
}

/** What the statistics of a feature are too coarse to decide. */
export function uncheckedValues(feature: FeatureStatistics, schema: SchemaFeature): Sentence[] {
  const { name, bytes } = feature;
  const lines: Sentence[] = [];
  const isHeldOneByOne = ['string', 'bool', 'int', 'float'].includes(schema.domain?.kind ?? '');
  if (isHeldOneByOne && bytes && !isListed(bytes))
    lines.push(said`all but the ${bytes.top_values.length} most frequent values of "${name}"`);
  if (isUndecided(distinctOf(feature, schema), schema.unique))
    lines.push(said`the number of distinct values of "${name}", which is only approximate`);
  return lines;
}

function isUndecided(distinct: Distinct | undefined, unique: SchemaFeature['unique']): boolean {
  if (!distinct || !unique) return false;
  const { least, most } = distinctBounds(distinct);
  return (least < unique.min && most >= unique.min) || (least <= unique.max && most > unique.max);
}
