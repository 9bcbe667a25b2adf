import type { Place } from './collect/feature-collector';
import type { Exact } from './statistics/statistics';

/**
 * What the features of a dataset should be like: plain data, the part of tensorflow_metadata's Schema (tensorflow_metadata/proto/v0/schema.proto) that can be
 * read off records, and what its proto has no place for (the size of images, the dtype and shape of serialized tensors).
 */
export interface Schema {
  message: 'example' | 'sequence_example';
  features: SchemaFeature[];
}

export interface SchemaFeature {
  name: string;
  in: Place;
  /** 'unknown' when no record told. */
  kind: 'int64' | 'float' | 'bytes' | 'unknown';
  /** Share of the records, 0 to 1, that have the feature at least. */
  min_fraction: number;
  /** Values a record (a step, in a sequence feature): [] one, [n] always n; null when their number varies. */
  shape: number[] | null;
  /** Fewest and most values a record (a step). */
  value_count: { min: number; max: number };
  domain?: Domain;
  /** Length of the vector, when the feature is one that represents something. */
  embedding?: number;
}

export type Domain =
  | { kind: 'int'; min: Exact; max: Exact; categorical: boolean }
  | { kind: 'bool' }
  | { kind: 'float'; min?: number; max?: number; disallow_nan: boolean; disallow_inf: boolean }
  | { kind: 'string'; values: string[] }
  | { kind: 'text' }
  | { kind: 'image'; formats: string[]; width: [number, number]; height: [number, number]; channels: [number, number]; max_bytes: number }
  | { kind: 'tensor'; dtype: string; shape: (number | null)[] | null };

/** A feature's whole shape in a record, null for what varies; a sequence feature has its steps in front. */
export function shapeOf(feature: SchemaFeature): (number | null)[] {
  const inner = feature.shape ?? [null];
  return feature.in === 'sequence' ? [null, ...inner] : inner;
}
