import { inserted, squeezed } from '../../tensor/axes';
import { reshapedTo } from '../../tensor/joining';
import { isMisfit, type Misfit, misfit } from '../../tensor/misfit';
import { broadcast, type Dim, elementCount, printShape, type Shape } from '../../tensor/shape';
import { type TensorValue, tuple, type Value } from '../../values/value';
import { elementCountOf, hasExactShape } from '../core/facts';
import { type Call, type Rule, rows, type Table } from '../core/rule';
import { asShape } from '../core/tensors';
import { arrayRow, numpyRow } from './numpy-rows';
import { arg, dense, dialectOf, ints, made, operand, refuseCall, settled, tensorOf } from './operand';

/** A shape argument; NumPy and Keras take one integer for it too. undefined where it is not known. */
function shapeArgument(call: Call, value: Value): Shape | undefined {
  if (value.kind === 'int' && dialectOf(call) === 'tf') return undefined;
  return asShape(value);
}

/** Why a tensor whose elements are elementCounted only when the program runs has no such shape then. */
function refusedCount(value: TensorValue, dims: readonly Dim[]): string | undefined {
  const elements = elementCountOf(value);
  if (elements === undefined || dims.some(dim => dim === null)) return undefined;
  const isOpen = dims.includes(-1);
  const wanted = dims.reduce<number>((product, dim) => (dim === -1 ? product : product * (dim ?? 1)), 1);
  if (isOpen ? wanted === 0 || elements.count % wanted === 0 : elements.count === wanted) return undefined;
  const words = isOpen ? `requires a multiple of ${wanted}` : `the requested shape has ${wanted}`;
  const asked = `[${dims.join(', ')}]`;
  return `the tensor has ${elements.count} values (${elements.of}), and ${asked} wants ${isOpen ? 'a multiple of ' : ''}${wanted}. TensorFlow: "Input to reshape is a tensor with ${elements.count} values, but ${isOpen ? `the requested shape ${words}` : words}"`;
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
  const short = value.kind === 'tensor' ? refusedCount(value, dims) : undefined;
  if (short !== undefined) return refuseCall(call, 'reshape-size', short);
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

const flatten: Rule = call => {
  const value = tensorOf(call);
  const x = operand(value, dialectOf(call));
  return made(call, [value], [elementCount(x.shape)], x.dtype, x.constant && { constant: x.constant });
};

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

/** The same elements in another shape. */
export const reshapingFunctions: Table = {
  ...rows(['tf.reshape', 'keras.ops.reshape'], dense(reshape)),
  ...numpyRow('reshape', 'a, newshape=None, order=None, shape=None', reshape),
  ...arrayRow('reshape', '*shape, order=None', reshape),
  ...rows(['tf.expand_dims', 'keras.ops.expand_dims'], dense(expandDims)),
  ...numpyRow('expand_dims', 'a, axis', expandDims),
  ...rows(['tf.squeeze', 'keras.ops.squeeze'], dense(squeeze)),
  ...numpyRow('squeeze', 'a, axis=None', squeeze),
  ...arrayRow('squeeze', 'axis=None', squeeze),
  'keras.ops.ravel': dense(flatten),
  ...numpyRow('ravel', 'a, order=None', flatten),
  ...arrayRow('ravel', 'order=None', flatten),
  ...arrayRow('flatten', 'order=None', flatten),
  ...rows(['tf.broadcast_to', 'keras.ops.broadcast_to'], dense(broadcastTo)),
  ...numpyRow('broadcast_to', 'a, shape, subok=False', broadcastTo),
  'tf.ensure_shape': dense(ensureShape),
  ...numpyRow('atleast_1d', '*arys', atLeast(1)),
  ...numpyRow('atleast_2d', '*arys', atLeast(2)),
  ...numpyRow('atleast_3d', '*arys', atLeast(3)),
};
