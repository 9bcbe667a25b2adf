import { float, int, str, UNKNOWN } from '../../values/value';
import { parameters, type Row, type Rule, type Table } from '../core/rule';
import { asShape, shapeTuple } from '../core/tensors';
import { creationFunctions } from './creation';
import { elementwiseFunctions } from './elementwise-table';
import { joinFunctions } from './joins';
import { arg, dense, made, operand } from './operand';
import { productFunctions } from './products';
import { reductionFunctions } from './reductions';
import { shapingFunctions } from './shaping';

const rules: Table = {
  ...creationFunctions,
  ...elementwiseFunctions,
  ...joinFunctions,
  ...productFunctions,
  ...reductionFunctions,
  ...shapingFunctions,
};

/** The rule of keras.ops under a name and with the parameters of the backend of Keras 2. */
const as = (name: string, signature: string): Row => {
  const row = rules[`keras.ops.${name}`];
  return { rule: typeof row === 'function' ? row : row.rule, parameters: parameters(signature) };
};

const reductions = ['mean', 'sum', 'max', 'min', 'prod', 'std', 'var', 'any', 'all', 'logsumexp'];
const unaries = [
  'square',
  'sqrt',
  'exp',
  'log',
  'abs',
  'sign',
  'sin',
  'cos',
  'round',
  'sigmoid',
  'tanh',
  'softplus',
  'softsign',
  'relu',
  'elu',
  'hard_sigmoid',
  'stop_gradient',
  'zeros_like',
  'ones_like',
  'transpose',
];
const binaries: { [name: string]: string } = {
  equal: 'equal',
  not_equal: 'not_equal',
  greater: 'greater',
  greater_equal: 'greater_equal',
  less: 'less',
  less_equal: 'less_equal',
  maximum: 'maximum',
  minimum: 'minimum',
};

const batchFlatten: Rule = call => {
  const x = operand(call.args.get('x'));
  const inner = x.shape?.slice(1);
  const size = !inner || inner.includes(null) ? null : inner.reduce<number>((all, dim) => all * (dim ?? 1), 1);
  return made(call, [x.value], x.shape && [x.shape[0] ?? null, size], x.dtype);
};

const intShape: Rule = call => {
  const value = call.args.get('x');
  return value.kind === 'tensor' ? shapeTuple(value.type.shape) : UNKNOWN;
};

const constant: Rule = call => {
  const x = operand(arg(call, 'value'));
  const wanted = call.args.get('shape');
  return made(call, [x.value], wanted.kind === 'none' ? x.shape : (asShape(wanted) ?? null), null);
};

const axisCount: Rule = call => {
  const { shape } = operand(call.args.get('x'));
  return shape === null ? UNKNOWN : int(shape.length);
};

const shapeVector: Rule = call => {
  const { shape } = operand(call.args.get('x'));
  return made(call, [], [shape === null ? null : shape.length], 'int32', shape ? { constant: shape } : {});
};

/** keras.backend, the functions that Keras 2 programs call as K.mean and so on. Errors are left to TensorFlow's own names. */
export const backendFunctions: Table = Object.fromEntries(
  Object.entries({
    ...Object.fromEntries(reductions.map(name => [name, as(name, 'x, axis=None, keepdims=False')])),
    ...Object.fromEntries(
      ['argmax', 'argmin'].map(name => [name, { ...as(name, 'x, axis=-1'), rule: typed(as(name, 'x, axis=-1').rule, 'int64') }]),
    ),
    ...Object.fromEntries(unaries.map(name => [name, as(name, 'x, *args, **kwargs')])),
    clip: as('clip', 'x, min_value, max_value'),
    softmax: as('softmax', 'x, axis=-1'),
    ...Object.fromEntries(Object.entries(binaries).map(([name, own]) => [name, as(own, 'x, y')])),
    pow: as('power', 'x, a'),
    expand_dims: as('expand_dims', 'x, axis=-1'),
    squeeze: as('squeeze', 'x, axis'),
    reshape: as('reshape', 'x, shape'),
    permute_dimensions: as('transpose', 'x, pattern'),
    flatten: as('ravel', 'x'),
    batch_flatten: { rule: dense(batchFlatten), parameters: parameters('x') },
    concatenate: as('concatenate', 'values, axis=-1'),
    stack: as('stack', 'x, axis=0'),
    dot: as('dot', 'x1, x2'),
    cast: as('cast', 'x, dtype'),
    one_hot: as('one_hot', 'indices, num_classes'),
    repeat_elements: as('repeat', 'x, repeats, axis'),
    tile: as('tile', 'x, multiples'),
    zeros: as('zeros', 'shape, dtype=None, name=None'),
    ones: as('ones', 'shape, dtype=None, name=None'),
    eye: as('eye', 'N, dtype=None, name=None'),
    constant: { rule: dense(constant), parameters: parameters('value, dtype=None, shape=None, name=None') },
    shape: { rule: dense(shapeVector), parameters: parameters('x') },
    int_shape: { rule: intShape, parameters: parameters('x') },
    ndim: { rule: axisCount, parameters: parameters('x') },
    epsilon: { rule: () => float(1e-7), parameters: [] },
    floatx: { rule: () => str('float32'), parameters: [] },
  }).map(([name, row]) => [`keras.backend.${name}`, { ...row, rule: silent(row.rule) }]),
);

function typed(rule: Rule, dtype: 'int64'): Rule {
  return call => {
    const found = rule(call);
    return found.kind === 'tensor' ? { ...found, type: { ...found.type, dtype } } : found;
  };
}

/** Old programs were written for versions that took more than today's. */
function silent(rule: Rule): Rule {
  return call => call.context.quietly(() => rule(call));
}
