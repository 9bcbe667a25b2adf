import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../plan/plan';

type Slice = { slice: [start: number | null, stop: number | null, step: number | null] };

const isSlice = (part: Json): part is Slice => part !== null && typeof part === 'object' && 'slice' in part;
const isEllipsis = (part: Json): boolean => part !== null && typeof part === 'object' && 'ellipsis' in part;

/** `x[…]` of a tensor: whole numbers, slices, None and `...`, as Python has them. Made of slices and gathers, which have gradients. */
export function subscript(x: tf.Tensor, index: Json): tf.Tensor {
  const written = Array.isArray(index) ? index : [index];
  const taken = written.filter(part => part !== null && !isEllipsis(part)).length;
  const at = written.findIndex(isEllipsis);
  const rest = new Array<Json>(Math.max(0, x.rank - taken)).fill({ slice: [null, null, null] });
  const parts = at < 0 ? [...written, ...rest] : [...written.slice(0, at), ...rest, ...written.slice(at + 1)];
  let result = x;
  let axis = 0;
  for (const part of parts) {
    if (part === null) result = tf.expandDims(result, axis++);
    else if (isSlice(part)) result = sliced(result, axis++, part);
    else result = tf.squeeze(window(result, axis, inRange(Number(part), result.shape[axis]), 1), [axis]);
  }
  return result;
}

function inRange(place: number, size: number): number {
  const found = place < 0 ? place + size : place;
  if (found < 0 || found >= size) throw new Error(`the index ${place} is outside an axis of ${size}`);
  return found;
}

const window = (x: tf.Tensor, axis: number, from: number, size: number): tf.Tensor => {
  const begin = x.shape.map((_, i) => (i === axis ? from : 0));
  const sizes = x.shape.map((dimension, i) => (i === axis ? size : dimension));
  return tf.slice(x, begin, sizes);
};

function sliced(x: tf.Tensor, axis: number, { slice: [start, stop, step] }: Slice): tf.Tensor {
  const size = x.shape[axis];
  const by = step ?? 1;
  const clamp = (place: number | null, absent: number, low: number, high: number): number =>
    place === null ? absent : Math.min(high, Math.max(low, place < 0 ? place + size : place));
  const [from, to] =
    by > 0 ? [clamp(start, 0, 0, size), clamp(stop, size, 0, size)] : [clamp(start, size - 1, -1, size - 1), clamp(stop, -1, -1, size - 1)];
  const count = Math.max(0, Math.ceil((to - from) / by));
  if (by === 1) return count === size ? x : window(x, axis, from, count);
  return tf.gather(
    x,
    tf.tensor1d(
      Array.from({ length: count }, (_, i) => from + i * by),
      'int32',
    ),
    axis,
  );
}
