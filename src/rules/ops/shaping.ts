import { axisOf, inserted, moved, permuted, squeezed } from '../../tensor/axes';
import { reshapedTo } from '../../tensor/joining';
import { isMisfit, type Misfit, misfit } from '../../tensor/misfit';
import { broadcast, type Dim, elementCount, printShape, type Shape } from '../../tensor/shape';
import { asInt, asItems } from '../../values/read';
import { int, tuple, UNKNOWN, type Value } from '../../values/value';
import { hasExactShape } from '../core/facts';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { asShape, shapeTuple } from '../core/tensors';
import { arg, dense, dialectOf, dtypeOr, ints, made, operand, refuseCall, settled, subject } from './operand';

const tensorOf = (call: Call): Value => subject(call, 'tensor', 'input', 'x', 'a', 'ary', 'm', 'arr', 'value', 'image', 'array');

/** A shape argument; NumPy and Keras take one integer for it too. undefined where it is not known. */
function shapeArgument(call: Call, value: Value): Shape | undefined {
  if (value.kind === 'int' && dialectOf(call) === 'tf') return undefined;
  return asShape(value);
}

const reshape: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const given = arg(call, 'shape', 'newshape');
  // An array's method takes the dimensions one by one too.
  const wanted =
    call.self.kind === 'tensor' && call.args.rest.length > 0
      ? call.args.rest.length === 1
        ? call.args.rest[0]
        : tuple(call.args.rest)
      : given;
  if (call.args.open) return made(call, [value], null, x.dtype);
  const target = shapeArgument(call, wanted);
  if (wanted.kind === 'int' && dialectOf(call) === 'tf')
    return refuseCall(call, 'reshape-size', `the shape is the number ${wanted.value}; it must be a list such as [${wanted.value}]`);
  if (!target) return made(call, [value], null, x.dtype);
  // To NumPy, any negative number is the dimension that follows from the others.
  const dims = dialectOf(call) === 'numpy' ? target.map(dim => (dim !== null && dim < 0 ? -1 : dim)) : target;
  const outcome = reshapedTo(x.shape, dims, dialectOf(call) === 'tf');
  const constant = isMisfit(outcome) ? undefined : x.constant;
  return settled(call, [value], outcome, x.dtype, 'reshape-size', constant && { constant });
};

const expandDims: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const axes = ints(arg(call, 'axis'));
  if (!axes) return made(call, [value], null, x.dtype);
  if (axes.length === 1)
    return settled(call, [value], inserted(x.shape, axes[0], 1), x.dtype, 'op-shape', x.constant && { constant: x.constant });
  if (x.shape === null) return made(call, [value], null, x.dtype);
  const rank = x.shape.length + axes.length;
  const places = axes.map(axis => (axis < 0 ? axis + rank : axis));
  const rest = [...x.shape];
  return made(
    call,
    [value],
    Array.from({ length: rank }, (_, at) => (places.includes(at) ? 1 : (rest.shift() ?? null))),
    x.dtype,
  );
};

const squeeze: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const axes = ints(arg(call, 'axis', 'squeeze_dims'));
  if (axes === undefined) return made(call, [value], null, x.dtype);
  const all = axes === null || axes.length === 0 ? null : axes;
  const exact = value.kind === 'tensor' && value.family === 'keras' && hasExactShape(value);
  if (exact && x.shape !== null) return settled(call, [value], squeezedOfNone(x.shape, all), x.dtype);
  return settled(call, [value], squeezed(x.shape, all), x.dtype, 'op-shape', x.constant && { constant: x.constant });
};

/** Keras takes every None for more than one. */
function squeezedOfNone(shape: readonly Dim[], axes: readonly number[] | null): Shape | Misfit {
  if (axes === null) return shape.filter(dim => dim !== 1);
  const outcome = squeezed(shape, axes);
  const open = axes.find(axis => shape.at(axis) === null);
  return isMisfit(outcome) || open === undefined
    ? outcome
    : misfit(`axis ${open} of ${printShape(shape)} is None, and only an axis of size 1 can be squeezed`);
}

const transpose: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const { rest } = call.args;
  const given =
    call.self.kind === 'tensor' && rest.length > 0 ? (rest.length === 1 ? rest[0] : tuple(rest)) : arg(call, 'perm', 'axes', 'pattern');
  const order = ints(given);
  if (order === undefined) return made(call, [value], x.shape?.map(() => null) ?? null, x.dtype);
  return settled(call, [value], permuted(x.shape, order), x.dtype);
};

const swapAxes: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const [a, b] = [asInt(call.args.get('axis1')), asInt(call.args.get('axis2'))];
  if (x.shape === null || a === undefined || b === undefined) return made(call, [value], null, x.dtype);
  const [from, to] = [axisOf(a, x.shape), axisOf(b, x.shape)];
  if (isMisfit(from)) return refuseCall(call, 'op-shape', from.misfit);
  if (isMisfit(to)) return refuseCall(call, 'op-shape', to.misfit);
  return made(call, [value], x.shape.with(from, x.shape[to]).with(to, x.shape[from]), x.dtype);
};

const moveAxis: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const [from, to] = [ints(call.args.get('source')), ints(call.args.get('destination'))];
  return from && to ? settled(call, [value], moved(x.shape, from, to), x.dtype) : made(call, [value], null, x.dtype);
};

const flatten: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  return made(call, [value], [elementCount(x.shape)], x.dtype, x.constant && { constant: x.constant });
};

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

const broadcastTo: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const target = asShape(call.args.get('shape'));
  if (!target) return made(call, [value], null, x.dtype);
  // Keras takes a symbolic tensor's word for it.
  if (value.kind === 'tensor' && value.family === 'keras') return made(call, [value], target, x.dtype);
  const both = broadcast(x.shape, target);
  if ('clash' in both || (x.shape !== null && x.shape.length > target.length))
    return refuseCall(call, 'op-shape', `the shape ${printShape(x.shape)} does not broadcast to ${printShape(target)}`);
  return made(call, [value], target, x.dtype);
};

/** Functions along axes that keep the shape, checked to have them. */
const alongAxes: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  const axes = ints(arg(call, 'axis'));
  if (axes && x.shape !== null) {
    const wrong = axes.map(axis => axisOf(axis, x.shape ?? [])).find(isMisfit);
    if (wrong && isMisfit(wrong)) return refuseCall(call, 'op-shape', wrong.misfit);
  }
  return made(call, [value], x.shape, x.dtype);
};

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

/** `tf.shape(x)`: a vector whose elements are the dimensions; keras.ops.shape and np.shape give tuples. */
const shapeOf: Rule = call => {
  const value = tensorOf(call);
  const { shape, unknown } = operand(value, dialectOf(call));
  if (dialectOf(call) !== 'tf') return unknown ? UNKNOWN : shapeTuple(shape);
  const dtype = dtypeOr(call, call.args.get('out_type'), 'int32');
  return made(call, [value], [shape === null ? null : shape.length], dtype, shape ? { constant: shape } : {});
};

const sizeOf: Rule = call => {
  const value = tensorOf(call);
  const count = elementCount(operand(value, dialectOf(call)).shape);
  if (dialectOf(call) === 'numpy') return count === null ? UNKNOWN : int(count);
  return made(call, [value], [], dtypeOr(call, call.args.get('out_type'), 'int32'), { constant: [count] });
};

const rankOf: Rule = call => {
  const value = tensorOf(call);
  const { shape } = operand(value, dialectOf(call));
  if (dialectOf(call) !== 'tf') return shape === null ? UNKNOWN : int(shape.length);
  return made(call, [value], [], 'int32', { constant: [shape === null ? null : shape.length] });
};

const ensureShape: Rule = call => {
  const value = call.args.get('x');
  const x = operand(value);
  const shape = asShape(call.args.get('shape'));
  if (shape === undefined || shape === null) return made(call, [value], x.shape, x.dtype);
  if (
    x.shape !== null &&
    (x.shape.length !== shape.length || x.shape.some((dim, axis) => dim !== null && shape[axis] !== null && dim !== shape[axis]))
  )
    return refuseCall(call, 'op-shape', `the tensor has shape ${printShape(x.shape)}, not ${printShape(shape)}`);
  return made(
    call,
    [value],
    shape.map((dim, axis) => dim ?? x.shape?.[axis] ?? null),
    x.dtype,
  );
};

const atLeast =
  (rank: number): Rule =>
  call => {
    const value = call.args.rest[0] ?? call.args.get('x');
    const x = operand(value, 'numpy');
    if (x.shape === null || (x.shape.length < rank && rank === 3)) return made(call, [value], null, x.dtype);
    return made(call, [value], [...Array<Dim>(Math.max(0, rank - x.shape.length)).fill(1), ...x.shape], x.dtype);
  };

const np = (name: string, signature: string, rule: Rule): Table => ({
  [`numpy.${name}`]: { rule: dense(rule), parameters: parameters(signature) },
});
const array = (name: string, signature: string, rule: Rule): Table => ({
  [`numpy.ndarray.${name}`]: { rule: dense(rule), parameters: parameters(signature) },
});

/** Everything that gives the same elements another shape. */
export const shapingFunctions: Table = {
  ...rows(['tf.reshape', 'keras.ops.reshape'], dense(reshape)),
  ...np('reshape', 'a, newshape=None, order=None, shape=None', reshape),
  ...array('reshape', '*shape, order=None', reshape),
  ...rows(['tf.expand_dims', 'keras.ops.expand_dims'], dense(expandDims)),
  ...np('expand_dims', 'a, axis', expandDims),
  ...rows(['tf.squeeze', 'keras.ops.squeeze'], dense(squeeze)),
  ...np('squeeze', 'a, axis=None', squeeze),
  ...array('squeeze', 'axis=None', squeeze),
  ...rows(['tf.transpose', 'keras.ops.transpose'], dense(transpose)),
  ...np('transpose', 'a, axes=None', transpose),
  ...array('transpose', '*axes', transpose),
  'keras.ops.swapaxes': dense(swapAxes),
  ...np('swapaxes', 'a, axis1, axis2', swapAxes),
  ...array('swapaxes', 'axis1, axis2', swapAxes),
  'keras.ops.moveaxis': dense(moveAxis),
  ...np('moveaxis', 'a, source, destination', moveAxis),
  'keras.ops.ravel': dense(flatten),
  ...np('ravel', 'a, order=None', flatten),
  ...array('ravel', 'order=None', flatten),
  ...array('flatten', 'order=None', flatten),
  ...rows(['tf.tile', 'keras.ops.tile'], dense(tile)),
  ...np('tile', 'a, reps', tile),
  ...rows(['tf.repeat', 'keras.ops.repeat'], dense(repeat)),
  ...np('repeat', 'a, repeats, axis=None', repeat),
  ...array('repeat', 'repeats, axis=None', repeat),
  ...rows(['tf.pad', 'keras.ops.pad'], dense(pad)),
  ...np('pad', 'a, pad_width, mode=None, **kwargs', pad),
  ...rows(['tf.broadcast_to', 'keras.ops.broadcast_to'], dense(broadcastTo)),
  ...np('broadcast_to', 'a, shape, subok=False', broadcastTo),
  ...rows(['tf.reverse', 'tf.roll', 'keras.ops.flip', 'keras.ops.roll'], dense(alongAxes)),
  ...np('flip', 'm, axis=None', alongAxes),
  ...np('roll', 'a, shift, axis=None', alongAxes),
  ...np('fliplr', 'm', alongAxes),
  ...np('flipud', 'm', alongAxes),
  ...rows(['tf.slice', 'keras.ops.slice'], dense(slice)),
  ...rows(['tf.shape', 'keras.ops.shape'], dense(shapeOf)),
  ...np('shape', 'a', shapeOf),
  ...rows(['tf.size', 'keras.ops.size'], dense(sizeOf)),
  ...np('size', 'a, axis=None', sizeOf),
  ...rows(['tf.rank', 'keras.ops.ndim'], dense(rankOf)),
  ...np('ndim', 'a', rankOf),
  'tf.ensure_shape': dense(ensureShape),
  ...np('atleast_1d', '*arys', atLeast(1)),
  ...np('atleast_2d', '*arys', atLeast(2)),
  ...np('atleast_3d', '*arys', atLeast(3)),
};
