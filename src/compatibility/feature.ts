import { LABEL_NAME } from '../statistics/report/role';
import type { FeatureStatistics, NumberStatistics } from '../statistics/report/statistics';
import { dtypeOf } from '../tensor/dtype';
import type { TensorType } from '../tensor/type';

/** What is known of a feature over all records: plain data. What is not known is missing. */
export interface RecordFeature {
  readonly name: string;
  /** Of one Example, so without the batch axis; null is an axis whose size differs between Examples. */
  readonly type: TensorType;
  /** Numbers of values in a record, over the records that have any. */
  readonly lengths?: NumberRange;
  /** Records that lack it, or have it without a value, of how many. */
  readonly missing?: number;
  readonly records?: number;
  readonly numbers?: Numbers;
  readonly texts?: Texts;
  readonly images?: Images;
  /** Every value is a serialized tensor of this type. */
  readonly tensor?: TensorType;
  /** It is named like what a model should predict, and has values for that: it is not what goes in. */
  readonly isLabel?: boolean;
  /** It lies in the feature lists of a SequenceExample. */
  readonly inSequence?: boolean;
}

export type NumberRange = readonly [min: number, max: number];

export interface Numbers {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly zeros: number;
  /** NaN and infinite ones. */
  readonly notFinite: number;
  /** Different values, where they were counted exactly. */
  readonly distinct?: number;
}

export interface Texts {
  readonly count: number;
  readonly empty: number;
  /** Words of the shortest and the longest, between white space. */
  readonly words?: NumberRange;
  /** All that were looked at are UTF-8 without control characters. */
  readonly areText: boolean;
}

export interface Images {
  /** "jpeg", "png", "gif", "bmp", "webp" … */
  readonly formats: readonly string[];
  readonly width: NumberRange;
  readonly height: NumberRange;
  readonly channels: NumberRange;
}

/** A feature as its statistics describe it. */
export function recordFeature(statistics: FeatureStatistics): RecordFeature {
  const { name, shape, dtype, missing, empty, present, bytes, role } = statistics;
  const numbers = numbersOf(statistics.int64 ?? statistics.float);
  const images = role?.kind === 'image' ? bytes?.images : undefined;
  return {
    name,
    type: { shape, dtype },
    lengths: [statistics.min_length, statistics.max_length],
    missing: missing + empty,
    records: present + missing,
    ...(numbers && statistics.kind !== 'mixed' && { numbers }),
    ...(bytes && statistics.kind !== 'mixed' && { texts: textsOf(bytes) }),
    ...(images && { images: { ...images, formats: Object.keys(images.formats) } }),
    ...tensorOf(statistics),
    ...(role?.kind === 'label' && LABEL_NAME.test(name) && { isLabel: true }),
    ...(statistics.in === 'sequence' && { inSequence: true }),
  };
}

function numbersOf(statistics: NumberStatistics | undefined): Numbers | undefined {
  if (statistics === undefined || statistics.min === null || statistics.max === null) return undefined;
  const { min, max, count, zeros, nan, positive_infinity, negative_infinity, distinct } = statistics;
  return {
    min: Number(min),
    max: Number(max),
    count,
    zeros,
    notFinite: nan + positive_infinity + negative_infinity,
    ...(distinct.known === 'exact' && { distinct: distinct.count }),
  };
}

const textsOf = ({ count, empty_strings: empty, utf8, min_words, max_words }: NonNullable<FeatureStatistics['bytes']>): Texts => ({
  count,
  empty,
  areText: utf8.valid === utf8.checked && utf8.control === 0,
  ...(min_words !== undefined && max_words !== undefined && { words: [min_words, max_words] }),
});

/** What the serialized tensors in a feature have in common; nothing where they are of several dtypes or ranks. */
function tensorOf({ role, bytes }: FeatureStatistics): Pick<RecordFeature, 'tensor'> {
  const [first, ...more] = (role?.kind === 'tensor' && bytes?.tensors?.of) || [];
  const dtype = dtypeOf(first?.dtype ?? '');
  if (dtype === undefined || bytes?.tensors?.other) return {};
  if (more.some(other => other.dtype !== first.dtype || other.shape.length !== first.shape.length)) return {};
  const shape = first.shape.map((size, axis) => (more.every(other => other.shape[axis] === size) ? size : null));
  return { tensor: { shape, dtype } };
}
