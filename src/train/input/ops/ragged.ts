import type { OpName } from '../../../plan/support/ops';
import { allocateAny, type ElementType, NdArray, RaggedArray, sizeOf } from '../array';
import type { Op } from '../mapped-function';

const encoder = new TextEncoder();

/** RaggedTensor.to_tensor: rows filled up, or cut, to the longest one or to the given shape. */
const toTensor: Op = ({ op, operand, literal }) => {
  const read = operand('self');
  const fill = literal('default_value', null);
  const wanted = literal('shape', null) as (number | null)[] | null;
  return frame => {
    const ragged = read(frame);
    if (!(ragged instanceof RaggedArray)) throw new Error(`${op} needs a ragged tensor`);
    const { outer, splits, values } = ragged;
    const natural = [...outer, longestRow(splits)];
    const shape = natural.map((size, axis) => wanted?.[axis] ?? size);
    const empty = fill === null ? undefined : typeof fill === 'string' ? encoder.encode(fill) : fill;
    return dense(ragged, natural, shape, allocateAny(values.dtype, sizeOf(shape)), empty);
  };
};

const longestRow = (splits: readonly number[]): number =>
  splits.reduce((longest, end, row) => (row === 0 ? 0 : Math.max(longest, end - splits[row - 1])), 0);

function dense(
  { splits, values }: RaggedArray,
  natural: readonly number[],
  shape: number[],
  data: NdArray['data'],
  empty: unknown,
): NdArray {
  const [from, to] = [values.data as unknown[], data as unknown[]];
  if (empty !== undefined) to.fill(empty);
  const width = shape[shape.length - 1];
  const outer = natural.slice(0, -1);
  for (let row = 0; row + 1 < splits.length; row++) {
    const place = placeOf(row, outer, shape);
    if (place === undefined) continue;
    const length = Math.min(width, splits[row + 1] - splits[row]);
    for (let i = 0; i < length; i++) to[place * width + i] = from[splits[row] + i];
  }
  return new NdArray(values.dtype as ElementType, shape, data);
}

/** Where a row goes among the rows of a shape; undefined where it is cut off. */
function placeOf(row: number, outer: readonly number[], shape: readonly number[]): number | undefined {
  let [rest, place, stride] = [row, 0, 1];
  for (let axis = outer.length - 1; axis >= 0; axis--) {
    const at = rest % outer[axis];
    if (at >= shape[axis]) return undefined;
    place += at * stride;
    stride *= shape[axis];
    rest = Math.floor(rest / outer[axis]);
  }
  return place;
}

export const raggedOps = {
  'tf.RaggedTensor.to_tensor': toTensor,
} as const satisfies { readonly [op in OpName]?: Op };
