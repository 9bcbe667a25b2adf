import { type Sentence, type SentenceValue, said } from '../../common/sentence';
import type { FeaturePlace } from '../../statistics/collect/feature-collector';

/**
 * Names of tensorflow_metadata's AnomalyInfo.Type (tensorflow_metadata/proto/v0/anomalies.proto), those that are told here; and names in the same style for
 * what TFDV does not look at: DATASET_MIXED_COMPRESSION, DATASET_TOO_MANY_FEATURES and RECORD_….
 */
export type AnomalyType =
  | 'BOOL_TYPE_BIG_INT'
  | 'BOOL_TYPE_SMALL_INT'
  | 'BOOL_TYPE_UNEXPECTED_FLOAT'
  | 'BOOL_TYPE_UNEXPECTED_STRING'
  | 'COMPARATOR_L_INFTY_HIGH'
  | 'COMPARATOR_TREATMENT_DATA_MISSING'
  | 'DATASET_HIGH_NUM_EXAMPLES'
  | 'DATASET_LOW_NUM_EXAMPLES'
  | 'DATASET_MIXED_COMPRESSION'
  | 'DATASET_TOO_MANY_FEATURES'
  | 'DOMAIN_INVALID_FOR_TYPE'
  | 'EMBEDDING_SHAPE_INVALID'
  | 'ENUM_TYPE_INVALID_UTF8'
  | 'ENUM_TYPE_UNEXPECTED_STRING_VALUES'
  | 'FEATURE_MISSING_TYPE'
  | 'FEATURE_TYPE_HIGH_NUMBER_VALUES'
  | 'FEATURE_TYPE_HIGH_UNIQUE'
  | 'FEATURE_TYPE_LOW_FRACTION_PRESENT'
  | 'FEATURE_TYPE_LOW_NUMBER_PRESENT'
  | 'FEATURE_TYPE_LOW_NUMBER_VALUES'
  | 'FEATURE_TYPE_LOW_UNIQUE'
  | 'FEATURE_TYPE_NO_UNIQUE'
  | 'FEATURE_TYPE_NO_VALUES'
  | 'FLOAT_TYPE_BIG_FLOAT'
  | 'FLOAT_TYPE_HAS_INF'
  | 'FLOAT_TYPE_HAS_NAN'
  | 'FLOAT_TYPE_SMALL_FLOAT'
  | 'FLOAT_TYPE_STRING_NOT_FLOAT'
  | 'INT_TYPE_BIG_INT'
  | 'INT_TYPE_NOT_INT_STRING'
  | 'INT_TYPE_SMALL_INT'
  | 'INVALID_DOMAIN_SPECIFICATION'
  | 'INVALID_FEATURE_SHAPE'
  | 'INVALID_SCHEMA_SPECIFICATION'
  | 'LOW_SUPPORTED_IMAGE_FRACTION'
  | 'MAX_IMAGE_BYTE_SIZE_EXCEEDED'
  | 'RECORD_NOT_COUNTED'
  | 'RECORD_NOT_PARSED'
  | 'RECORD_OF_ANOTHER_MESSAGE'
  | 'RECORD_VALUES_DROPPED'
  | 'SCHEMA_MISSING_COLUMN'
  | 'SCHEMA_NEW_COLUMN'
  | 'UNEXPECTED_DATA_TYPE'
  | 'VALUE_NESTEDNESS_MISMATCH';

/** Something in a dataset that is not as it should be. */
export interface Anomaly {
  type: AnomalyType;
  /** 'error': TensorFlow raises on it, or the data are not of the schema; 'warning': likely a mistake; 'information': good to know. */
  severity: 'error' | 'warning' | 'information';
  feature?: string;
  in?: FeaturePlace;
  /** A few words, and a sentence with figures. */
  short: Sentence;
  long: Sentence;
  /** A filter expression (filter/) for the rows behind it; absent where there is no row to show, as for a missing column. */
  where?: string;
}

/** An anomaly of a feature that is told elsewhere. */
export type Found = Omit<Anomaly, 'feature' | 'in'>;

/** A string literal of the filter language. */
export const quotedText = (text: string): string => JSON.stringify(text);

/** A figure as people read it: at most four significant digits. */
export function figure(value: number | string): string {
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}

/** Share as a percentage that is neither 0 nor 100 % unless it is exactly that. */
export function percent(share: number): string {
  const digits = share === 0 || share === 1 ? 0 : share < 0.001 || share > 0.999 ? 3 : 1;
  return `${(share * 100).toFixed(digits)} %`;
}

const COUNTED = {
  record: [said`1 record`, (count: number) => said`${count} records`],
  example: [said`1 example`, (count: number) => said`${count} examples`],
  step: [said`1 step`, (count: number) => said`${count} steps`],
  value: [said`1 value`, (count: number) => said`${count} values`],
} as const;

/** "1 record", "20 records". */
export function counted(count: number, noun: keyof typeof COUNTED): Sentence {
  const [one, many] = COUNTED[noun];
  return count === 1 ? one : many(count);
}

/** "a", "a and b", "a and b and c". */
export const listedWithAnd = (parts: SentenceValue[]): SentenceValue => parts.reduce((before, part) => said`${before} and ${part}`);
