import { axisOf } from '../../tensor/axes';
import { isMisfit } from '../../tensor/misfit';
import { type Dim, elementCount, printShape, type Shape } from '../../tensor/shape';
import { asInt, asItems } from '../../values/read';
import type { Value } from '../../values/value';
import { type Rule, rows, type Table } from '../core/rule';
import { asShape } from '../core/tensors';
import { arrayRow, numpyRow } from './numpy-rows';
import { arg, dense, dialectOf, ints, made, operand, refuseCall, tensorOf } from './operand';

/** Sizes multiplied by whole numbers. */
const tile: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const given = arg(call, 'multiples', 'repeats', 'reps');
  const times = asShape(given);
  if (!times || x.shape === null) return made(call, [value], times && dialectOf(call) === 'tf' ? times.map(() => null) : null, x.dtype);
  if (dialectOf(call) === 'tf' && times.length !== x.shape.length)
    return refuseCall(
      call,
      'op-shape',
      `multiples has ${times.length} numbers and the tensor of shape ${printShape(x.shape)} needs ${x.shape.length}`,
    );
  const rank = Math.max(times.length, x.shape.length);
  const padded = (dims: readonly Dim[]) => [...Array<Dim>(rank - dims.length).fill(1), ...dims];
  const [sizes, factors] = [padded(x.shape), padded(times)];
  const product = (a: Dim, b: Dim): Dim => (a === null || b === null ? null : a * b);
  return made(
    call,
    [value],
    sizes.map((size, axis) => product(size, factors[axis])),
    x.dtype,
  );
};

const repeat: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const times = arg(call, 'repeats');
  const axes = ints(arg(call, 'axis'));
  const counts = ints(times);
  if (axes === undefined || x.shape === null) return made(call, [value], axes === null ? [null] : null, x.dtype);
  const shape = axes === null ? [elementCount(x.shape)] : x.shape;
  const at = axisOf(axes?.[0] ?? 0, shape);
  if (isMisfit(at)) return refuseCall(call, 'op-shape', at.misfit);
  const size = shape[at];
  const total = !counts
    ? null
    : counts.length === 1
      ? size === null
        ? null
        : size * counts[0]
      : counts.reduce((sum, count) => sum + count, 0);
  return made(call, [value], shape.with(at, total), x.dtype);
};

const pad: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const widths = arg(call, 'paddings', 'pad_width');
  const pairs = pairsOf(widths, x.shape);
  if (x.shape === null || pairs === undefined) return made(call, [value], x.shape?.map(() => null) ?? null, x.dtype);
  if (pairs.length !== x.shape.length)
    return refuseCall(
      call,
      'op-shape',
      `the paddings name ${pairs.length} axes and the shape ${printShape(x.shape)} has ${x.shape.length}`,
    );
  return made(
    call,
    [value],
    x.shape.map((size, axis) => {
      const [before, after] = pairs[axis];
      return size === null || before === null || after === null ? null : size + before + after;
    }),
    x.dtype,
  );
};

/** Paddings before and after each axis; one number or pair stands for all. */
function pairsOf(value: Value, shape: Shape): (readonly [Dim, Dim])[] | undefined {
  const single = value.kind === 'int' ? value.value : undefined;
  if (single !== undefined) return shape?.map(() => [single, single] as const);
  if (value.kind === 'tensor') {
    const { constant } = value;
    const rows = value.type.shape?.[0];
    if (constant === undefined || typeof rows !== 'number') return undefined;
    const number = (index: number): Dim => (typeof constant[index] === 'number' ? (constant[index] as number) : null);
    return Array.from({ length: rows }, (_, row) => [number(2 * row), number(2 * row + 1)] as const);
  }
  const items = asItems(value);
  if (items === undefined) return undefined;
  const flat = items.map(item => asInt(item));
  if (flat.length === 2 && flat.every(item => item !== undefined)) return shape?.map(() => [flat[0] ?? 0, flat[1] ?? 0] as const);
  const pairs = items.map(item => asShape(item));
  if (pairs.some(pair => pair?.length !== 2)) return undefined;
  const read = pairs.map(pair => [pair?.[0] ?? null, pair?.[1] ?? null] as const);
  return read.length === 1 && shape ? shape.map(() => read[0]) : read;
}

/** `tf.slice(x, begin, size)`: -1 takes what is left. */
const slice: Rule = call => {
  const value = arg(call, 'input_', 'inputs');
  const x = operand(value, dialectOf(call));
  const [begin, size] = [ints(arg(call, 'begin', 'start_indices')), asShape(arg(call, 'size', 'shape'))];
  if (!size) return made(call, [value], x.shape?.map(() => null) ?? null, x.dtype);
  if (x.shape !== null && size.length !== x.shape.length)
    return refuseCall(call, 'index-rank', `the size has ${size.length} numbers and the tensor has shape ${printShape(x.shape)}`);
  const shape = size.map((length, axis) => {
    const [whole, from] = [x.shape?.[axis] ?? null, begin?.[axis] ?? null];
    return length === -1 ? (whole === null || from === null ? null : whole - from) : length;
  });
  for (const [axis, length] of shape.entries()) {
    const [whole, from] = [x.shape?.[axis] ?? null, begin?.[axis] ?? null];
    if (whole !== null && from !== null && length !== null && (from < 0 || from + length > whole))
      return refuseCall(
        call,
        'op-shape',
        `the slice from ${from} with ${length} elements does not lie in axis ${axis}, which has ${whole}`,
      );
  }
  return made(call, [value], shape, x.dtype);
};

/** Axes made longer or shorter: repeated, padded, cut. */
export const extentFunctions: Table = {
  ...rows(['tf.tile', 'keras.ops.tile'], dense(tile)),
  ...numpyRow('tile', 'a, reps', tile),
  ...rows(['tf.repeat', 'keras.ops.repeat'], dense(repeat)),
  ...numpyRow('repeat', 'a, repeats, axis=None', repeat),
  ...arrayRow('repeat', 'repeats, axis=None', repeat),
  ...rows(['tf.pad', 'keras.ops.pad'], dense(pad)),
  ...numpyRow('pad', 'a, pad_width, mode=None, **kwargs', pad),
  ...rows(['tf.slice', 'keras.ops.slice'], dense(slice)),
};
