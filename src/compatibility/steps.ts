import { type Sentence, said } from '../common/sentence';
import type { DType } from '../tensor/dtype';
import { elementCount, printShape } from '../tensor/shape';
import { afterStep, type Course } from './course';

/** Steps in a parse function, one each: what it does as a title, as Python, and to the type of the value. */

/** Converts numbers. */
export const castStep = (course: Course, dtype: DType): Course =>
  course.type.dtype === dtype
    ? course
    : afterStep(course, said`Cast to ${dtype}`, { ...course.type, dtype }, x => `tf.cast(${x}, tf.${dtype})`);

/** A category becomes a vector with a 1 at its place. */
export const oneHot = (course: Course, depth: number): Course =>
  afterStep(
    course,
    said`One-hot encode into ${depth} values`,
    { shape: [...(course.type.shape ?? []), depth], dtype: 'float32' },
    x => `tf.one_hot(${x}, ${depth})`,
  );

/** A text becomes its words, between white space: `length` of them, cut or filled with "". */
export const splitWords = (course: Course, length: number): Course =>
  afterStep(
    course,
    filled(said`Split into words and pad to ${length}`, length, course.feature.texts?.words?.[1]),
    { shape: [length], dtype: 'string' },
    x => `tf.strings.split([${x}]).to_tensor("", shape=[1, ${length}])[0]`,
  );

/** What is done, and that something is lost where the longest value has more. */
const filled = (done: Sentence, length: number, longest = 0): Sentence =>
  longest > length ? said`${done}; the longest has ${longest}, the rest is cut` : done;

/** Texts become ids by hashing: 0 stays free for padding. */
export const hashToIds = (course: Course, rows: number): Course =>
  afterStep(
    course,
    said`Hash to ids from 1 to ${rows - 1}; "" becomes 0`,
    { ...course.type, dtype: 'int64' },
    x => `tf.where(${x} == "", tf.constant(0, tf.int64), 1 + tf.strings.to_hash_bucket_fast(${x}, ${rows - 1}))`,
  );

/** A list of any length gets this one, by cutting or by zeros ("" for strings) at its end. */
export const padList = (course: Course, length: number): Course =>
  afterStep(
    course,
    filled(said`Pad to ${length} values`, length, course.feature.lengths?.[1]),
    { ...course.type, shape: [length] },
    x => `${x}[:${length}]`,
    x => `tf.pad(${x}, [[0, ${length} - tf.size(${x})]])`,
    x => `tf.ensure_shape(${x}, [${length}])`,
  );

/** The same values along other axes; an axis of size 1 is added or dropped by the function that says so. */
export function reshape(course: Course, shape: readonly number[]): Course {
  const { shape: given, dtype } = course.type;
  const from = given ?? [];
  const type = { shape, dtype };
  const added = shape.length === from.length + 1 ? oddAxis(shape, from) : undefined;
  if (added !== undefined) return afterStep(course, said`Add an axis of size 1`, type, x => `tf.expand_dims(${x}, ${added})`);
  const dropped = from.length === shape.length + 1 ? oddAxis(from, shape) : undefined;
  if (dropped !== undefined) return afterStep(course, said`Drop the axis of size 1`, type, x => `tf.squeeze(${x}, axis=${dropped})`);
  return afterStep(course, said`Reshape to ${printShape(shape)}`, type, x => `tf.reshape(${x}, [${shape.join(', ')}])`);
}

/** The axis of size 1 by which the longer shape differs from the other; the last such one. */
function oddAxis(longer: readonly (number | null)[], other: readonly (number | null)[]): number | undefined {
  const axis = longer.findLastIndex((size, index) => size === 1 && String(longer.toSpliced(index, 1)) === String(other));
  return axis < 0 ? undefined : axis;
}

/** Whether both shapes have the same known number of values, so that one can be reshaped to the other. */
export const holdsAsMany = (given: Course['type']['shape'], taken: Course['type']['shape']): boolean => {
  const [from, to] = [elementCount(given), elementCount(taken)];
  return from !== null && from === to;
};

/** Texts in a list become one text. */
export const joinTexts = (course: Course): Course =>
  afterStep(course, said`Join the list into one text`, { shape: [], dtype: 'string' }, x => `tf.strings.reduce_join(${x}, separator=" ")`);

/** A serialized tensor becomes that tensor. */
export function parseTensor(course: Course): Course {
  const { tensor } = course.feature;
  if (tensor?.dtype == null) return course;
  const shape = (tensor.shape ?? []).map(size => size ?? 'None').join(', ');
  return afterStep(
    course,
    said`Parse the serialized tensor`,
    tensor,
    x => `tf.io.parse_tensor(${x}, tf.${tensor.dtype})`,
    x => `tf.ensure_shape(${x}, [${shape}])`,
  );
}
