import type { Sentence } from '../common/sentence';
import type { PayloadMessage } from '../statistics/collect/collected';
import type { FeaturePlace } from '../statistics/collect/feature-collector';
import type { Exact } from '../statistics/report/statistics';
import type { AnomalyType } from './anomalies/anomaly';

/**
 * What the features of a dataset should be like: plain data, the part of tensorflow_metadata's Schema (tensorflow_metadata/proto/v0/schema.proto) that
 * records can be held against, and what its proto has no place for (the size of images, the dtype and shape of serialized tensors).
 */
export interface Schema {
  message: PayloadMessage;
  features: SchemaFeature[];
  /** Environments, such as TRAINING and SERVING, that a feature is in unless it says otherwise. */
  default_environments?: string[];
  /** Fewest and most records of a dataset. */
  examples?: Bounds;
}

/** Both ends are included; without `max` there is none. */
export interface Bounds {
  min: number;
  max?: number;
}

export interface SchemaFeature {
  name: string;
  in: FeaturePlace;
  /** 'unknown' when no record told. */
  kind: 'int64' | 'float' | 'bytes' | 'unknown';
  /** Share of the records, 0 to 1, that have the feature at least. */
  min_fraction: number;
  /** Records that have it at least. */
  min_count?: number;
  /** Values a record (a step, in a sequence feature): [] one, [n] always n; null when their number varies. */
  shape: number[] | null;
  /** Fewest and most values a record (a step). */
  value_count: Bounds;
  /** Fewest and most steps of a sequence feature. */
  step_count?: Bounds;
  domain?: Domain;
  /** Share of the values, 0 to 1, that lie in the domain at least: all of them unless told. */
  min_domain_mass?: number;
  /** Fewest and most different values. */
  unique?: { min: number; max: number };
  /** Length of the vector, when the feature is one that represents something. */
  embedding?: number;
  /** It is deprecated, or in a stage in which its data are not to be looked at. */
  unused?: true;
  /** Environments it is in beside the schema's own, and those it is not in. */
  environments?: { in: string[]; not_in: string[] };
  /** Why this description of a feature is no valid one. */
  faults?: Fault[];
}

/** What is wrong with a schema itself, in TFDV's terms. */
export interface Fault {
  type: AnomalyType;
  short: Sentence;
  long: Sentence;
}

export type Domain =
  | { kind: 'int'; min: Exact; max: Exact; categorical: boolean }
  /** `words`: the texts that stand for true and false, in a feature of bytes. */
  | { kind: 'bool'; words?: string[] }
  | { kind: 'float'; min?: number; max?: number; disallow_nan: boolean; disallow_inf: boolean }
  | { kind: 'string'; values: string[] }
  | { kind: 'text' }
  /** `min_fraction`: share of the values that are images at least. */
  | ({ kind: 'image'; min_fraction: number; max_bytes?: number } & Partial<ImageSizeRange>)
  | { kind: 'tensor'; dtype: string; shape: (number | null)[] | null };

/** The formats of images, and the range of their sizes in pixels; tensorflow_metadata has no place for them. */
export interface ImageSizeRange {
  formats: string[];
  width: [number, number];
  height: [number, number];
  channels: [number, number];
}

/** The environments that a schema speaks of. */
export function environmentsOf({ default_environments = [], features }: Schema): string[] {
  const named = features.flatMap(({ environments }) => [...(environments?.in ?? []), ...(environments?.not_in ?? [])]);
  return [...new Set([...default_environments, ...named])];
}

/** A feature's whole shape in a record, null for what varies; a sequence feature has its steps in front. */
export function shapeOf(feature: SchemaFeature): (number | null)[] {
  const inner = feature.shape ?? [null];
  return feature.in === 'sequence' ? [null, ...inner] : inner;
}
