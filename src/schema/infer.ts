import { isText } from '../statistics/report/role';
import type { DatasetStatistics, FeatureStatistics, NumberStatistics } from '../statistics/report/statistics';
import type { Domain, Schema, SchemaFeature } from './schema';

/** A string feature of at most this many different values has them as its domain (TFDV's default for max_string_domain_size). */
const MAX_DOMAIN_STRINGS = 100;
/** Vectors of fewer floats than this are not taken for an embedding. */
const MIN_EMBEDDING_LENGTH = 8;
const EMBEDDING_NAME = /embed|encoding|vector|latent|representation/i;

/**
 * The schema that a dataset meets: its own statistics show no anomaly against it. Meant to be exported, and to judge other datasets by.
 */
export function inferSchema(statistics: DatasetStatistics): Schema {
  const records = statistics.records - statistics.malformed;
  return { message: statistics.message, features: statistics.features.map(feature => inferFeature(feature, records)) };
}

function inferFeature(feature: FeatureStatistics, records: number): SchemaFeature {
  const { name, min_length, max_length } = feature;
  const fixed = min_length === max_length && feature.kind !== 'none';
  const domain = domainOf(feature);
  const embedding = embeddingOf(feature);
  return {
    name,
    in: feature.in,
    kind: feature.kind === 'mixed' ? commonKind(feature) : feature.kind === 'none' ? 'unknown' : feature.kind,
    min_fraction: records > 0 && feature.present === records ? 1 : 0,
    shape: fixed ? (max_length === 1 ? [] : [max_length]) : null,
    value_count: { min: min_length, max: max_length },
    ...(domain ? { domain } : {}),
    ...(embedding ? { embedding } : {}),
  };
}

/** The kind that most records of a mixed feature have. */
export function commonKind({ kinds = {} }: FeatureStatistics): SchemaFeature['kind'] {
  const counted = (['int64', 'float', 'bytes'] as const).map(kind => ({ kind, count: kinds[kind] ?? 0 }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).kind;
}

/** The length that float vectors of a feature have, if they look like embeddings: fixed, long enough, not only whole numbers. */
export function embeddingOf(feature: FeatureStatistics): number | undefined {
  const { float, min_length, max_length, name } = feature;
  if (!float || feature.kind !== 'float' || min_length !== max_length || float.count === 0) return undefined;
  if (max_length >= MIN_EMBEDDING_LENGTH && (float.distinct.known !== 'exact' || float.distinct.count > 64)) return max_length;
  return max_length > 1 && EMBEDDING_NAME.test(name) ? max_length : undefined;
}

function domainOf(feature: FeatureStatistics): Domain | undefined {
  if (feature.kind === 'int64' && feature.int64) return intDomain(feature, feature.int64);
  if (feature.kind === 'float' && feature.float) return floatDomain(feature.float);
  return feature.kind === 'bytes' ? bytesDomain(feature) : undefined;
}

function intDomain(feature: FeatureStatistics, { min, max }: NumberStatistics): Domain | undefined {
  if (min === null || max === null) return undefined;
  if (feature.role?.kind === 'flag') return { kind: 'bool' };
  const categorical = ['label', 'tokens', 'id'].includes(feature.role?.kind ?? '');
  return { kind: 'int', min, max, categorical };
}

function floatDomain({ min, max, nan, positive_infinity, negative_infinity }: NumberStatistics): Domain {
  const infinite = positive_infinity + negative_infinity > 0;
  const range = min === null || max === null || infinite ? {} : { min: Number(min), max: Number(max) };
  return { kind: 'float', ...range, disallow_nan: nan === 0, disallow_inf: !infinite };
}

function bytesDomain(feature: FeatureStatistics): Domain | undefined {
  const { bytes, role } = feature;
  if (!bytes || bytes.count === 0) return undefined;
  if (bytes.images && role?.kind === 'image') {
    const { formats, width, height, channels } = bytes.images;
    return { kind: 'image', min_fraction: 1, max_bytes: bytes.max_bytes, formats: Object.keys(formats), width, height, channels };
  }
  if (bytes.tensors && role?.kind === 'tensor') return tensorDomain(bytes.tensors.of);
  if (!isText(feature)) return undefined;
  const values = bytes.top_values.flatMap(({ value }) => ('utf8' in value && value.length === undefined ? [value.utf8] : []));
  const whole = bytes.distinct.known === 'exact' && bytes.distinct.count <= MAX_DOMAIN_STRINGS && values.length === bytes.distinct.count;
  const repeated = bytes.count >= bytes.distinct.count * 2;
  return whole && repeated ? { kind: 'string', values: values.sort() } : { kind: 'text' };
}

function tensorDomain(of: { dtype: string; shape: number[] }[]): Domain | undefined {
  const [first] = of;
  if (!first || of.some(({ dtype }) => dtype !== first.dtype)) return undefined;
  const sameRank = of.every(({ shape }) => shape.length === first.shape.length);
  const shape = sameRank ? first.shape.map((size, axis) => (of.every(other => other.shape[axis] === size) ? size : null)) : null;
  return { kind: 'tensor', dtype: first.dtype, shape };
}

/** From this share of the records on, a length or a presence is what was meant, and the rest are mistakes. */
const INTENDED_SHARE = 0.9;

/**
 * The schema that the dataset was probably meant to meet: the kind, the length and the presence that nearly all records have, no NaN and no infinity. What
 * departs from it is worth showing to the user who has given no schema.
 */
export function meantSchema(statistics: DatasetStatistics): Schema {
  const inferred = inferSchema(statistics);
  const features = inferred.features.map((feature, index): SchemaFeature => {
    const seen = statistics.features[index];
    const length = commonLength(seen);
    const shape = length === undefined ? feature.shape : length === 1 ? [] : [length];
    const value_count = length === undefined ? feature.value_count : { min: length, max: length };
    const { domain } = feature;
    const strict = domain?.kind === 'float' ? { ...domain, disallow_nan: true, disallow_inf: true } : domain;
    const embedding = feature.embedding ?? (seen.kind === 'float' && length !== undefined ? meantEmbedding(seen, length) : undefined);
    return { ...feature, min_fraction: 1, shape, value_count, ...(strict ? { domain: strict } : {}), ...(embedding ? { embedding } : {}) };
  });
  return { ...inferred, features };
}

function meantEmbedding(feature: FeatureStatistics, length: number): number | undefined {
  return embeddingOf({ ...feature, min_length: length, max_length: length });
}

/** The length of nearly all lists, when it can be told from the histogram and others occur. */
function commonLength(feature: FeatureStatistics): number | undefined {
  if (feature.min_length === feature.max_length || feature.in === 'sequence') return undefined;
  const { bars } = feature.lengths;
  const total = bars.reduce((sum, bar) => sum + bar.count, 0);
  const most = bars.reduce((best, bar) => (bar.count > best.count ? bar : best));
  const single = most.low === most.high ? most.low : undefined;
  return single !== undefined && most.count >= total * INTENDED_SHARE ? single : undefined;
}
