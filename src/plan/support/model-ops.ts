import type { Json } from '../plan';
import { type Accepted, inert, none, type Supported, type SupportedArguments, tensor } from './accepted';
import { nameOnly } from './values';

const x = tensor('any');
const unary = { x } as const;
const binary = { a: x, b: x } as const;
const reduction = { x, axis: 'axes?', keepdims: 'flag' } as const;
const along = { x, axis: 'integer' } as const;

/**
 * What can be computed on tensors inside a model: the parameters of each operation, whatever a library calls them. Where several public functions do the
 * same, they are one operation here; the worker has a row for each (src/train/model/ops).
 */
export const operations = {
  add: binary,
  sub: binary,
  mul: binary,
  div: binary,
  floordiv: binary,
  mod: binary,
  pow: binary,
  maximum: binary,
  minimum: binary,
  squared_difference: binary,
  matmul: { ...binary, transpose_a: 'flag', transpose_b: 'flag' },
  less: binary,
  less_equal: binary,
  greater: binary,
  greater_equal: binary,
  equal: binary,
  not_equal: binary,
  logical_and: binary,
  logical_or: binary,
  logical_not: unary,

  neg: unary,
  abs: unary,
  exp: unary,
  expm1: unary,
  log: unary,
  log1p: unary,
  sqrt: unary,
  rsqrt: unary,
  square: unary,
  reciprocal: unary,
  sin: unary,
  cos: unary,
  tanh: unary,
  sigmoid: unary,
  erf: unary,
  floor: unary,
  ceil: unary,
  round: unary,
  sign: unary,
  relu: unary,
  relu6: unary,
  elu: unary,
  selu: unary,
  silu: unary,
  softplus: unary,
  softsign: unary,
  gelu: { x, approximate: 'flag' },
  leaky_relu: { x, alpha: 'number' },
  softmax: along,
  log_softmax: along,
  identity: unary,
  stop_gradient: unary,
  zeros_like: { x, dtype: none },
  ones_like: { x, dtype: none },
  cast: { x, dtype: { only: ['float32', 'int32', 'int64', 'bool'] } },
  clip: { x, low: 'number', high: 'number' },
  where: { condition: x, a: x, b: x },

  sum: reduction,
  mean: reduction,
  max: reduction,
  min: reduction,
  prod: reduction,
  var: reduction,
  std: reduction,
  any: reduction,
  all: reduction,
  logsumexp: reduction,
  argmax: { x, axis: 'integer?' },
  argmin: { x, axis: 'integer?' },
  l2_normalize: { x, axis: 'axes?', epsilon: 'number' },

  flatten: unary,
  reshape: { x, shape: tensor('sizes') },
  ensure_shape: { x, shape: 'shape' },
  transpose: { x, perm: 'integers?' },
  concat: { xs: tensor('tensors'), axis: 'integer' },
  stack: { xs: tensor('tensors'), axis: 'integer' },
  expand_dims: { x, axis: 'integer' },
  squeeze: { x, axis: 'axes?' },
  flip: { x, axis: 'axes' },
  tile: { x, repeats: 'integers' },
  gather: { x, indices: x, axis: 'integer?' },
  one_hot: { x, depth: 'count', axis: { only: [-1] }, dtype: { only: [null, 'float32'] } },
  shape: unary,
  getitem: { x, index: 'index' },
} as const satisfies { [operation: string]: SupportedArguments };

export type Operation = keyof typeof operations;

/** Public functions: what they do, their parameters in the order of the operation's, and what is not given where functions differ in that. */
type Spelling = readonly [names: string, operation: Operation, parameters: string, defaults?: { readonly [parameter: string]: Json }];

const spellings: readonly Spelling[] = [
  ...['add', 'sub', 'mul', 'floordiv', 'mod', 'pow', 'matmul'].map((name): Spelling => [`operator.${name}`, name as Operation, 'a b']),
  ['operator.truediv', 'div', 'a b'],
  ['operator.lt', 'less', 'a b'],
  ['operator.le', 'less_equal', 'a b'],
  ['operator.gt', 'greater', 'a b'],
  ['operator.ge', 'greater_equal', 'a b'],
  ['operator.eq', 'equal', 'a b'],
  ['operator.ne', 'not_equal', 'a b'],
  ['operator.and_', 'logical_and', 'a b'],
  ['operator.or_', 'logical_or', 'a b'],
  ['operator.neg', 'neg', 'a'],
  ['operator.invert', 'logical_not', 'a'],
  ['operator.getitem', 'getitem', 'a b'],

  ...['maximum', 'minimum', 'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'logical_and', 'logical_or'].flatMap(
    (name): Spelling[] => [
      [`tf.${name} tf.math.${name}`, name as Operation, 'x y'],
      [`keras.ops.${name}`, name as Operation, 'x1 x2'],
    ],
  ),
  ...(
    [
      ['add', 'add'],
      ['subtract', 'sub'],
      ['multiply', 'mul'],
      ['divide', 'div'],
    ] as const
  ).flatMap(([name, operation]): Spelling[] => [
    [`tf.${name} tf.math.${name}`, operation, 'x y'],
    [`keras.ops.${name}`, operation, 'x1 x2'],
  ]),
  ['tf.pow tf.math.pow', 'pow', 'x y'],
  ['keras.ops.power', 'pow', 'x1 x2'],
  ['keras.ops.true_divide', 'div', 'x1 x2'],
  ['keras.ops.floor_divide', 'floordiv', 'x1 x2'],
  ['keras.ops.mod', 'mod', 'x1 x2'],
  ['tf.math.squared_difference', 'squared_difference', 'x y'],
  ['tf.matmul tf.linalg.matmul', 'matmul', 'a b transpose_a transpose_b'],
  ['keras.ops.matmul', 'matmul', 'x1 x2'],

  ...(['abs', 'exp', 'sqrt', 'square', 'sin', 'cos', 'tanh', 'sigmoid', 'floor', 'round', 'sign', 'logical_not'] as const).map(
    (name): Spelling => [`tf.${name} tf.math.${name} keras.ops.${name}`, name, 'x'],
  ),
  ...(['log', 'log1p', 'expm1', 'rsqrt', 'erf', 'ceil'] as const).map((name): Spelling => [`tf.math.${name} keras.ops.${name}`, name, 'x']),
  ['tf.negative tf.math.negative keras.ops.negative', 'neg', 'x'],
  ['tf.math.reciprocal keras.ops.reciprocal', 'reciprocal', 'x'],
  ['keras.ops.absolute', 'abs', 'x'],
  ['keras.ops.concatenate', 'concat', 'xs axis'],
  ['tf.nn.tanh', 'tanh', 'x'],
  ['tf.nn.sigmoid', 'sigmoid', 'x'],
  ...(['relu', 'relu6', 'elu', 'selu', 'softplus', 'softsign'] as const).flatMap((name): Spelling[] => [
    [`tf.nn.${name}`, name, 'features'],
    [`keras.ops.${name} keras.activations.${name}`, name, 'x'],
  ]),
  ['tf.nn.silu tf.nn.swish', 'silu', 'features'],
  ['keras.ops.silu keras.ops.swish keras.activations.silu keras.activations.swish', 'silu', 'x'],
  ['keras.activations.tanh', 'tanh', 'x'],
  ['keras.activations.sigmoid', 'sigmoid', 'x'],
  ['tf.nn.gelu', 'gelu', 'features approximate'],
  ['keras.ops.gelu', 'gelu', 'x approximate', { approximate: true }],
  ['keras.activations.gelu', 'gelu', 'x approximate'],
  ['tf.nn.leaky_relu', 'leaky_relu', 'features alpha'],
  ['keras.ops.leaky_relu keras.activations.leaky_relu', 'leaky_relu', 'x negative_slope'],
  ['tf.nn.softmax', 'softmax', 'logits axis'],
  ['keras.ops.softmax keras.activations.softmax', 'softmax', 'x axis'],
  ['tf.nn.log_softmax', 'log_softmax', 'logits axis'],
  ['keras.ops.log_softmax keras.activations.log_softmax', 'log_softmax', 'x axis'],
  ['tf.identity', 'identity', 'input'],
  ['tf.stop_gradient', 'stop_gradient', 'input'],
  ['keras.ops.stop_gradient', 'stop_gradient', 'variable'],
  ['tf.zeros_like', 'zeros_like', 'input dtype'],
  ['tf.ones_like', 'ones_like', 'input dtype'],
  ['keras.ops.zeros_like', 'zeros_like', 'x dtype'],
  ['keras.ops.ones_like', 'ones_like', 'x dtype'],
  ['tf.cast keras.ops.cast', 'cast', 'x dtype'],
  ['tf.clip_by_value', 'clip', 't clip_value_min clip_value_max'],
  ['keras.ops.clip', 'clip', 'x x_min x_max'],
  ['tf.where', 'where', 'condition x y'],
  ['keras.ops.where', 'where', 'condition x1 x2'],

  ...(['sum', 'mean', 'max', 'min', 'prod', 'any', 'all', 'logsumexp'] as const).map(
    (name): Spelling => [`tf.reduce_${name} tf.math.reduce_${name}`, name, 'input_tensor axis keepdims'],
  ),
  ...(['sum', 'mean', 'max', 'min', 'prod', 'var', 'std', 'any', 'all', 'logsumexp'] as const).map(
    (name): Spelling => [`keras.ops.${name}`, name, 'x axis keepdims'],
  ),
  ['tf.math.reduce_variance', 'var', 'input_tensor axis keepdims'],
  ['tf.math.reduce_std', 'std', 'input_tensor axis keepdims'],
  ['tf.argmax tf.math.argmax', 'argmax', 'input axis', { axis: 0 }],
  ['tf.argmin tf.math.argmin', 'argmin', 'input axis', { axis: 0 }],
  ['keras.ops.argmax', 'argmax', 'x axis'],
  ['keras.ops.argmin', 'argmin', 'x axis'],
  ['tf.nn.l2_normalize tf.math.l2_normalize', 'l2_normalize', 'x axis epsilon'],

  ['tf.reshape', 'reshape', 'tensor shape'],
  ['tf.ensure_shape', 'ensure_shape', 'x shape'],
  ['keras.ops.reshape', 'reshape', 'x newshape'],
  ['tf.transpose', 'transpose', 'a perm'],
  ['keras.ops.transpose', 'transpose', 'x axes'],
  ['tf.concat', 'concat', 'values axis'],
  ['tf.stack', 'stack', 'values axis'],
  ['keras.ops.stack', 'stack', 'x axis'],
  ['tf.expand_dims', 'expand_dims', 'input axis'],
  ['keras.ops.expand_dims', 'expand_dims', 'x axis'],
  ['tf.squeeze', 'squeeze', 'input axis'],
  ['keras.ops.squeeze', 'squeeze', 'x axis'],
  ['tf.reverse', 'flip', 'tensor axis'],
  ['keras.ops.flip', 'flip', 'x axis'],
  ['tf.tile', 'tile', 'input multiples'],
  ['keras.ops.tile', 'tile', 'x repeats'],
  ['tf.gather', 'gather', 'params indices axis', { axis: 0 }],
  ['keras.ops.take', 'gather', 'x indices axis'],
  ['tf.one_hot', 'one_hot', 'indices depth axis dtype'],
  ['keras.ops.one_hot', 'one_hot', 'x num_classes axis dtype'],
  ['tf.shape', 'shape', 'input'],

  ...(['sum', 'mean', 'max', 'min', 'prod', 'var', 'std', 'any', 'all', 'logsumexp'] as const).map(
    (name): Spelling => [`keras.backend.${name}`, name, 'x axis keepdims'],
  ),
  ...(['abs', 'exp', 'log', 'sqrt', 'square', 'sin', 'cos', 'tanh', 'sigmoid', 'round', 'sign', 'softsign'] as const).map(
    (name): Spelling => [`keras.backend.${name}`, name, 'x'],
  ),
  ...(['maximum', 'minimum', 'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal'] as const).map(
    (name): Spelling => [`keras.backend.${name}`, name, 'x y'],
  ),
  ['keras.backend.pow', 'pow', 'x a'],
  ['keras.backend.clip', 'clip', 'x min_value max_value'],
  ['keras.backend.softmax', 'softmax', 'x axis'],
  ['keras.backend.cast', 'cast', 'x dtype'],
  ['keras.backend.flatten', 'flatten', 'x'],
  ['keras.backend.reshape', 'reshape', 'x shape'],
  ['keras.backend.expand_dims', 'expand_dims', 'x axis', { axis: -1 }],
  ['keras.backend.squeeze', 'squeeze', 'x axis'],
  ['keras.backend.concatenate', 'concat', 'values axis', { axis: -1 }],
  ['keras.backend.argmax', 'argmax', 'x axis', { axis: -1 }],
  ['keras.backend.one_hot', 'one_hot', 'indices num_classes'],
  ['keras.backend.shape', 'shape', 'x'],
  ['keras.ops.ravel', 'flatten', 'x'],
  ['keras.ops.shape', 'shape', 'x'],
];

/** A public function inside a model. */
export interface ModelOpSupport extends Supported {
  readonly operation: Operation;
  /** The operation's name of each parameter. */
  readonly names: { readonly [parameter: string]: string };
  /** Of the operation's parameters, where they are not given. */
  readonly defaults: { readonly [parameter: string]: Json };
}

/** Arguments of some functions that change nothing here. */
const others: SupportedArguments = {
  name: nameOnly,
  out_type: inert('a size is a whole number'),
  output_type: inert('ids are whole numbers'),
  conjugate: { only: [false] },
  batch_dims: { only: [0] },
  validate_indices: none,
  on_value: none,
  off_value: none,
  sparse: { only: [false] },
};

function supportOfSpelling(operation: Operation, parameters: string, defaults: ModelOpSupport['defaults'] = {}): ModelOpSupport {
  const written = parameters.split(' ');
  const own = Object.entries<Accepted>(operations[operation]);
  const given = written.map((name, i): [string, string, Accepted] => [name, ...own[i]]);
  return {
    operation,
    defaults,
    names: Object.fromEntries(given.map(([name, parameter]) => [name, parameter])),
    arguments: { ...others, ...Object.fromEntries(given.map(([name, , accepted]) => [name, accepted])) },
  };
}

/** The public functions that can be run on tensors inside a model. */
export const modelOps: { readonly [name: string]: ModelOpSupport } = Object.fromEntries(
  spellings.flatMap(([names, operation, parameters, defaults]) => {
    const row = supportOfSpelling(operation, parameters, defaults);
    return names.split(' ').map(name => [name, row]);
  }),
);
