import * as tf from '@tensorflow/tfjs-core';
import { formatSizes } from '../../../common/sizes';
import type { Json } from '../../../plan/plan';
import type { Operation } from '../../../plan/support/model-ops';
import type { NodeValue } from '../model-value';
import { asTensor, floats, type ModelOp, pair, reducedAxes, sizesOf, tensorList, withoutGradient } from './operands';
import { subscript } from './subscript';

const unary =
  (run: (x: tf.Tensor) => tf.Tensor): ModelOp =>
  ({ x }) =>
    run(floats(asTensor(x)));
const binary =
  (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): ModelOp =>
  ({ a, b }) =>
    run(...pair(a, b));
const comparison =
  (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): ModelOp =>
  ({ a, b }) =>
    withoutGradient(pair(a, b), run);
const stepped =
  (run: (x: tf.Tensor) => tf.Tensor): ModelOp =>
  ({ x }) =>
    withoutGradient([asTensor(x)], run);
const reduction =
  (run: (x: tf.Tensor, axis: number | number[] | undefined, keepDims: boolean) => tf.Tensor): ModelOp =>
  ({ x, axis, keepdims }) =>
    run(asTensor(x), reducedAxes(axis), keepdims === true);
const along =
  (run: (x: tf.Tensor, axis: number) => tf.Tensor): ModelOp =>
  ({ x, axis = -1 }) =>
    run(asTensor(x), Number(axis));
const bool = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'bool');

/** Places of the largest or smallest value: of all where no axis is given. */
const place =
  (run: (x: tf.Tensor, axis: number) => tf.Tensor): ModelOp =>
  ({ x, axis = null }) =>
    withoutGradient([asTensor(x)], tensor =>
      axis === null ? run(tf.reshape(tensor, [-1]), 0) : run(tensor, Number(axis) < 0 ? Number(axis) + tensor.rank : Number(axis)),
    );

const GELU = { exact: Math.SQRT1_2, cubic: 0.044715, scale: Math.sqrt(2 / Math.PI) } as const;
const gelu = (x: tf.Tensor, approximate: boolean): tf.Tensor => {
  const share = approximate
    ? tf.tanh(tf.mul(GELU.scale, tf.add(x, tf.mul(GELU.cubic, tf.mul(x, tf.square(x))))))
    : tf.erf(tf.mul(x, GELU.exact));
  return tf.mul(tf.mul(0.5, x), tf.add(1, share));
};

function ensured(x: tf.Tensor, shape: readonly (number | null)[]): tf.Tensor {
  if (x.rank !== shape.length || shape.some((size, axis) => size !== null && size !== x.shape[axis]))
    throw new Error(`tf.ensure_shape: the tensor has shape ${formatSizes(x.shape)}, not ${formatSizes(shape)}`);
  return tf.clone(x);
}

const shaped = (x: tf.Tensor, shape: NodeValue | undefined): tf.Tensor => tf.reshape(x, sizesOf(shape));

/** How each operation of plan/support/model-ops.ts is computed. */
export const operationTable: { readonly [operation in Operation]: ModelOp } = {
  add: binary(tf.add),
  sub: binary(tf.sub),
  mul: binary(tf.mul),
  div: ({ a, b }) => {
    const [over, under] = pair(a, b);
    return tf.div(floats(over), floats(under));
  },
  floordiv: comparison(tf.floorDiv),
  mod: binary(tf.mod),
  pow: binary(tf.pow),
  maximum: binary(tf.maximum),
  minimum: binary(tf.minimum),
  squared_difference: binary(tf.squaredDifference),
  matmul: ({ a, b, transpose_a, transpose_b }) => {
    const [left, right] = pair(a, b);
    return tf.matMul(floats(left), floats(right), transpose_a === true, transpose_b === true);
  },
  less: comparison(tf.less),
  less_equal: comparison(tf.lessEqual),
  greater: comparison(tf.greater),
  greater_equal: comparison(tf.greaterEqual),
  equal: comparison(tf.equal),
  not_equal: comparison(tf.notEqual),
  logical_and: comparison((a, b) => tf.logicalAnd(bool(a), bool(b))),
  logical_or: comparison((a, b) => tf.logicalOr(bool(a), bool(b))),
  logical_not: stepped(x => tf.logicalNot(bool(x))),

  neg: ({ x }) => tf.neg(asTensor(x)),
  abs: ({ x }) => tf.abs(asTensor(x)),
  exp: unary(tf.exp),
  expm1: unary(tf.expm1),
  log: unary(tf.log),
  log1p: unary(tf.log1p),
  sqrt: unary(tf.sqrt),
  rsqrt: unary(tf.rsqrt),
  square: ({ x }) => tf.square(asTensor(x)),
  reciprocal: unary(tf.reciprocal),
  sin: unary(tf.sin),
  cos: unary(tf.cos),
  tanh: unary(tf.tanh),
  sigmoid: unary(tf.sigmoid),
  erf: unary(tf.erf),
  floor: stepped(tf.floor),
  ceil: stepped(tf.ceil),
  round: stepped(tf.round),
  sign: stepped(tf.sign),
  relu: ({ x }) => tf.relu(asTensor(x)),
  relu6: unary(tf.relu6),
  elu: unary(tf.elu),
  selu: unary(tf.selu),
  silu: unary(x => tf.mul(x, tf.sigmoid(x))),
  softplus: unary(tf.softplus),
  softsign: unary(x => tf.div(x, tf.add(1, tf.abs(x)))),
  gelu: ({ x, approximate }) => gelu(floats(asTensor(x)), approximate === true),
  leaky_relu: ({ x, alpha = 0.2 }) => tf.leakyRelu(asTensor(x), Number(alpha)),
  softmax: along((x, axis) => onLastAxis(x, axis, tf.softmax)),
  log_softmax: along((x, axis) => onLastAxis(x, axis, tf.logSoftmax)),
  identity: ({ x }) => tf.clone(asTensor(x)),
  stop_gradient: stepped(tf.clone),
  zeros_like: stepped(tf.zerosLike),
  ones_like: stepped(tf.onesLike),
  cast: ({ x, dtype }) => {
    const tensor = asTensor(x);
    const type = dtype === 'int64' ? 'int32' : (dtype as 'float32' | 'int32' | 'bool');
    return type === 'float32' ? tf.cast(tensor, type) : withoutGradient([tensor], given => tf.cast(given, type));
  },
  clip: ({ x, low, high }) => tf.clipByValue(asTensor(x), Number(low), Number(high)),
  where: ({ condition, a, b }) => {
    const [one, other] = pair(a, b);
    const when = bool(asTensor(condition));
    const shape = [one, other].reduce((all, { shape: next }) => broadcast(all, next), when.shape);
    return tf.where(tf.broadcastTo(when, shape), tf.broadcastTo(one, shape), tf.broadcastTo(other, shape));
  },

  sum: reduction(tf.sum),
  mean: reduction(tf.mean),
  max: reduction(tf.max),
  min: reduction(tf.min),
  prod: reduction(tf.prod),
  var: reduction((x, axis, keep) => tf.moments(x, axis, keep).variance),
  std: reduction((x, axis, keep) => tf.sqrt(tf.moments(x, axis, keep).variance)),
  any: ({ x, axis, keepdims }) => withoutGradient([asTensor(x)], tensor => tf.any(bool(tensor), reducedAxes(axis), keepdims === true)),
  all: ({ x, axis, keepdims }) => withoutGradient([asTensor(x)], tensor => tf.all(bool(tensor), reducedAxes(axis), keepdims === true)),
  logsumexp: reduction(tf.logSumExp),
  argmax: place((x, axis) => tf.argMax(x, axis)),
  argmin: place((x, axis) => tf.argMin(x, axis)),
  l2_normalize: ({ x, axis, epsilon = 1e-12 }) => {
    const tensor = asTensor(x);
    return tf.mul(tensor, tf.rsqrt(tf.maximum(tf.sum(tf.square(tensor), reducedAxes(axis), true), Number(epsilon))));
  },

  flatten: ({ x }) => tf.reshape(asTensor(x), [-1]),
  reshape: ({ x, shape }) => shaped(asTensor(x), shape),
  ensure_shape: ({ x, shape }) => ensured(asTensor(x), shape as (number | null)[]),
  transpose: ({ x, perm = null }) => tf.transpose(asTensor(x), perm === null ? undefined : sizesOf(perm)),
  concat: ({ xs, axis = 0 }) => {
    const tensors = tensorList(xs);
    const at = Number(axis);
    return tf.concat(tensors, at < 0 ? at + tensors[0].rank : at);
  },
  stack: ({ xs, axis = 0 }) => {
    const tensors = tensorList(xs);
    const at = Number(axis);
    return tf.stack(tensors, at < 0 ? at + tensors[0].rank + 1 : at);
  },
  expand_dims: ({ x, axis }) => {
    const tensor = asTensor(x);
    const at = Number(axis);
    return tf.expandDims(tensor, at < 0 ? at + tensor.rank + 1 : at);
  },
  squeeze: ({ x, axis }) => tf.squeeze(asTensor(x), axis === undefined || axis === null ? undefined : [reducedAxes(axis) as number].flat()),
  flip: ({ x, axis }) => tf.reverse(asTensor(x), reducedAxes(axis)),
  tile: ({ x, repeats }) => tf.tile(asTensor(x), sizesOf(repeats)),
  gather: ({ x, indices, axis = null }) => {
    const tensor = asTensor(x);
    const ids = tf.cast(asTensor(indices), 'int32');
    if (axis === null) return tf.gather(tf.reshape(tensor, [-1]), ids, 0);
    return tf.gather(tensor, ids, Number(axis) < 0 ? Number(axis) + tensor.rank : Number(axis));
  },
  one_hot: ({ x, depth }) => withoutGradient([asTensor(x)], ids => tf.cast(tf.oneHot(tf.cast(ids, 'int32'), Number(depth)), 'float32')),
  shape: ({ x }) => asTensor(x).shape,
  getitem: ({ x, index }) => {
    // A size of a shape.
    if (Array.isArray(x)) return element(x as Json[], index as Json);
    return subscript(asTensor(x), index as Json);
  },
};

/** Softmaxes of tfjs are along the last axis only. */
function onLastAxis(x: tf.Tensor, axis: number, run: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const at = axis < 0 ? axis + x.rank : axis;
  if (at === x.rank - 1) return run(x);
  const order = x.shape.map((_, i) => (i === at ? x.rank - 1 : i === x.rank - 1 ? at : i));
  return tf.transpose(run(tf.transpose(x, order)), order);
}

function broadcast(a: number[], b: number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const size = (shape: number[], i: number): number => shape[i - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, i) => Math.max(size(a, i), size(b, i)));
}

/** `shape[i]` and `shape[a:b]`. */
function element(sizes: Json[], index: Json): Json {
  const at = Array.isArray(index) ? index[0] : index;
  if (at !== null && typeof at === 'object' && !Array.isArray(at) && 'slice' in at) {
    const [start, stop] = at.slice as (number | null)[];
    return sizes.slice(start ?? 0, stop ?? undefined);
  }
  return sizes.at(Number(at)) ?? null;
}
