import type { Sentence } from '../../common/sentence';
import type { PayloadMessage } from '../collect/collected';
import type { FeaturePlace } from '../collect/feature-collector';
import type { ImageFormat } from '../recognize/image-header';

/**
 * Statistics of a dataset as plain data, in the words of the command line's contract (docs/architecture.md). Every figure says what it rests on: a
 * `coverage` of 'all' is exact over the values seen, 'sampled' is from a sketch with a bounded error.
 */
export interface DatasetStatistics {
  message: PayloadMessage;
  /** Records looked at, and those of them that are no such message. */
  records: number;
  malformed: number;
  /** 'sampled' when the pass saw only some of the dataset's records. */
  coverage: Coverage;
  features: FeatureStatistics[];
}

export type Coverage = 'all' | 'sampled';
export type FeatureKind = 'int64' | 'float' | 'bytes' | 'mixed' | 'none';
export type Dtype = 'int64' | 'float32' | 'string';

export interface FeatureStatistics {
  name: string;
  in: FeaturePlace;
  kind: FeatureKind;
  /** TensorFlow's dtype; null for a feature of mixed kinds, or of none. */
  dtype: Dtype | null;
  /** Records with the feature, without it (or with it but no kind), and with it but no value. */
  present: number;
  missing: number;
  empty: number;
  /** Values a record (a step, in a sequence feature), where it is present. */
  min_length: number;
  max_length: number;
  mean_length: number;
  lengths: Histogram;
  /** Steps a record, of a sequence feature. */
  min_steps?: number;
  max_steps?: number;
  mean_steps?: number;
  /** [] one value, [n] always n, [null] varying; a sequence feature has its steps before that. */
  shape: (number | null)[];
  /** How many records (steps) have each kind, when there are several. */
  kinds?: { [kind in 'int64' | 'float' | 'bytes']?: number };
  int64?: NumberStatistics;
  float?: NumberStatistics;
  bytes?: BytesStatistics;
  role?: Role;
}

/** What a feature seems to be for, and why that is thought. */
export interface Role {
  kind: 'image' | 'tensor' | 'text' | 'label' | 'id' | 'tokens' | 'flag' | 'box';
  why: Sentence;
}

/** int64 beyond 2^53 is given as a string of digits. */
export type Exact = number | string;

export interface NumberStatistics {
  /** Values in all, over all records. */
  count: number;
  /** Range, mean and population deviation of the finite values; null when there is none. */
  min: Exact | null;
  max: Exact | null;
  mean: number | null;
  deviation: number | null;
  zeros: number;
  nan: number;
  positive_infinity: number;
  negative_infinity: number;
  quantiles: Quantile[];
  quantiles_coverage: Coverage;
  histogram: Histogram;
  distinct: Distinct;
  top_values: TopValue<number | string>[];
  top_values_coverage: Coverage;
}

/** The smallest value that `rank` of the values do not exceed (NumPy's method "inverted_cdf"). */
export interface Quantile {
  rank: number;
  value: number;
}

export interface Histogram {
  coverage: Coverage;
  /** Bars from `low` up to, not including, `high` (the last one including it); a bar of one whole number has low = high. */
  bars: { low: number; high: number; count: number }[];
}

/** 'estimate': HyperLogLog, standard error 1.6 %. 'at_least': there are more than are counted. */
export interface Distinct {
  count: number;
  known: 'exact' | 'estimate' | 'at_least';
}

export interface TopValue<V> {
  value: V;
  /** Exact when the coverage is 'all', else an estimate from one value in eight. */
  count: number;
}

/** The start of a byte string; `length` is there when bytes were left out. */
export type BytesPreview = ({ utf8: string } | { base64: string }) & { length?: number };

export interface BytesStatistics {
  count: number;
  /** Values of no bytes. */
  empty_strings: number;
  /** Bytes a value. */
  min_bytes: number;
  max_bytes: number;
  mean_bytes: number;
  sizes: Histogram;
  /** Words a value, between white space; left out where values are long and no text. */
  min_words?: number;
  max_words?: number;
  distinct: Distinct;
  top_values: TopValue<BytesPreview>[];
  top_values_coverage: Coverage;
  /** All different values, the most frequent first, where they are more than `top_values` has and each is counted exactly. */
  values?: TopValue<BytesPreview>[];
  /** Values looked at for text, those that are UTF-8, and those of them with control characters. */
  utf8: { checked: number; valid: number; control: number; coverage: Coverage };
  images?: ImageStatistics;
  tensors?: TensorStatistics;
}

export interface ImageStatistics {
  count: number;
  formats: { [format in ImageFormat]?: number };
  width: [min: number, max: number];
  height: [min: number, max: number];
  channels: [min: number, max: number];
}

/** Serialized TensorProtos by dtype and shape; `other` counts those beyond the first 64 different ones. */
export interface TensorStatistics {
  count: number;
  of: { dtype: string; shape: number[]; count: number }[];
  other: number;
}
