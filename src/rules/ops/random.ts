import type { DType } from '../../tensor/dtype';
import { broadcast, type Shape } from '../../tensor/shape';
import { asInt } from '../../values/read';
import { NONE, tuple, UNKNOWN, type Value } from '../../values/value';
import { failInKeras3, kerasOf } from '../core/keras';
import { object } from '../core/objects';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { asShape } from '../core/tensors';
import { arg, dense, dtypeOr, made, operand } from './operand';

const drawn: Rule = call => {
  const shape = asShape(arg(call, 'shape')) ?? null;
  const bounds = [arg(call, 'minval'), arg(call, 'maxval')].filter(value => value.kind === 'tensor').map(value => operand(value).dtype);
  return made(call, [], shape, dtypeOr(call, arg(call, 'dtype', 'output_dtype'), bounds[0] ?? 'float32'));
};

/** Functions whose parameters have shapes of their own, behind the wanted one. */
const drawnWith =
  (...parameters: string[]): Rule =>
  call => {
    let own: Shape = [];
    for (const name of parameters) {
      const both = broadcast(own, operand(call.args.get(name)).shape ?? (call.args.get(name).kind === 'none' ? [] : null));
      own = 'clash' in both ? null : both.shape;
    }
    const shape = asShape(call.args.get('shape')) ?? null;
    return made(call, [], shape && own && [...shape, ...own], dtypeOr(call, call.args.get('dtype'), 'float32'));
  };

const drawnClasses: Rule = call => {
  const x = operand(call.args.get('logits'));
  const count = asInt(call.args.get('num_samples')) ?? null;
  return made(
    call,
    [x.value],
    x.shape && [x.shape[0] ?? null, count],
    dtypeOr(call, call.args.get('dtype'), call.api.startsWith('keras') ? 'int32' : 'int64'),
  );
};

/** Functions of keras.random work on numbers: they are no operations of a functional model. */
const concreteOnly =
  (rule: Rule): Rule =>
  call => {
    const symbolic = Object.values(call.args.all).some(value => value.kind === 'tensor' && value.family === 'keras');
    if (!symbolic || kerasOf(call) === '2') return rule(call);
    failInKeras3(
      call,
      'symbolic-value',
      `${call.api} gets a symbolic Keras tensor, which it does not accept. Use a layer (such as Dropout), or call it inside a custom layer. Keras: "A KerasTensor cannot be used as input to a TensorFlow function."`,
    );
    return kerasOf(call) === '3' ? UNKNOWN : rule(call);
  };

const shuffled: Rule = call => {
  const x = operand(arg(call, 'value', 'x'));
  return made(call, [x.value], x.shape, x.dtype);
};

const dropped: Rule = call => {
  const x = operand(arg(call, 'x', 'inputs'));
  return made(call, [x.value], x.shape, x.dtype);
};

/** The shape that NumPy draws: `size`, else that of the parameters, which are mostly numbers. */
function sized(call: Call, dtype: DType | null, ...parameters: string[]): Value {
  const size = call.args.get('size');
  if (size.kind !== 'none') return made(call, [], asShape(size) ?? null, dtype);
  if (call.args.open) return made(call, [], null, dtype);
  let own: Shape = [];
  for (const name of parameters) {
    const value = call.args.get(name);
    const both = broadcast(own, value.kind === 'none' ? [] : operand(value, 'numpy').shape);
    own = 'clash' in both ? null : both.shape;
  }
  return made(call, [], own, dtype);
}

const npSized =
  (dtype: DType, ...parameters: string[]): Rule =>
  call =>
    sized(call, dtypeOr(call, call.args.get('dtype'), dtype), ...parameters);

/** `np.random.rand(3, 4)`: the dimensions one by one. */
const byDimensions: Rule = call =>
  call.args.open ? made(call, [], null, 'float64') : made(call, [], asShape(tuple(call.args.rest)) ?? null, 'float64');

const choice: Rule = call => {
  const a = call.args.get('a');
  const x = operand(a, 'numpy');
  const dtype = x.weak === 'int' ? 'int64' : x.dtype;
  const size = call.args.get('size');
  const row = x.shape === null ? null : x.shape.length <= 1 ? [] : x.shape.slice(1);
  const front = size.kind === 'none' ? [] : asShape(size);
  return made(call, [], front && row ? [...front, ...row] : null, dtype);
};

const permutation: Rule = call => {
  const x = operand(call.args.get('x'), 'numpy');
  const count = asInt(call.args.get('x'));
  if (x.weak === 'int' && count !== undefined) return made(call, [], [count], 'int64');
  return made(call, [x.value], x.shape, x.dtype);
};

/** Functions of numpy.random by name: parameters, dtype of what they draw, and those that have shapes. */
const distributions: { [name: string]: [signature: string, dtype: DType, ...parameters: string[]] } = {
  normal: ['loc=0.0, scale=1.0, size=None', 'float64', 'loc', 'scale'],
  uniform: ['low=0.0, high=1.0, size=None', 'float64', 'low', 'high'],
  randint: ['low, high=None, size=None, dtype=None', 'int64', 'low', 'high'],
  random_integers: ['low, high=None, size=None', 'int64', 'low', 'high'],
  integers: ['low, high=None, size=None, dtype=None, endpoint=False', 'int64', 'low', 'high'],
  random: ['size=None, dtype=None, out=None', 'float64'],
  random_sample: ['size=None', 'float64'],
  ranf: ['size=None', 'float64'],
  sample: ['size=None', 'float64'],
  standard_normal: ['size=None, dtype=None, out=None', 'float64'],
  exponential: ['scale=1.0, size=None', 'float64', 'scale'],
  gamma: ['shape, scale=1.0, size=None', 'float64', 'shape', 'scale'],
  beta: ['a, b, size=None', 'float64', 'a', 'b'],
  binomial: ['n, p, size=None', 'int64', 'n', 'p'],
  poisson: ['lam=1.0, size=None', 'int64', 'lam'],
  laplace: ['loc=0.0, scale=1.0, size=None', 'float64', 'loc', 'scale'],
  lognormal: ['mean=0.0, sigma=1.0, size=None', 'float64', 'mean', 'sigma'],
};

const GENERATORS = ['numpy.random', 'numpy.random.Generator', 'numpy.random.RandomState'];

const numpyRandom: Table = Object.fromEntries(
  GENERATORS.flatMap(owner => [
    ...Object.entries(distributions).map(([name, [signature, dtype, ...own]]) => [
      `${owner}.${name}`,
      { rule: npSized(dtype, ...own), parameters: parameters(signature) },
    ]),
    ...['rand', 'randn'].map(name => [`${owner}.${name}`, { rule: byDimensions, parameters: parameters('*shape') }]),
    [`${owner}.choice`, { rule: choice, parameters: parameters('a, size=None, replace=True, p=None, axis=0, shuffle=True') }],
    [`${owner}.permutation`, { rule: permutation, parameters: parameters('x, axis=0') }],
    ...['seed', 'shuffle', 'set_state'].map(name => [`${owner}.${name}`, { rule: () => NONE, parameters: parameters('*args, **kwargs') }]),
  ]),
);

const generator =
  (type: string): Rule =>
  call =>
    object(call, type, null);

/** Random tensors: tf.random, keras.random and numpy.random. */
export const randomFunctions: Table = {
  ...rows(
    ['normal', 'uniform', 'truncated_normal', 'stateless_normal', 'stateless_uniform', 'stateless_truncated_normal'].map(
      name => `tf.random.${name}`,
    ),
    drawn,
  ),
  ...rows(
    ['normal', 'uniform', 'truncated_normal', 'randint'].map(name => `keras.random.${name}`),
    call =>
      made(
        call,
        [],
        asShape(call.args.get('shape')) ?? null,
        dtypeOr(call, call.args.get('dtype'), call.api.endsWith('randint') ? 'int32' : 'float32'),
      ),
  ),
  ...rows(
    ['random_normal', 'random_uniform'].map(name => `keras.backend.${name}`),
    drawn,
  ),
  'tf.random.gamma': drawnWith('alpha', 'beta'),
  'tf.random.poisson': drawnWith('lam'),
  ...rows(['tf.random.categorical', 'keras.random.categorical'], dense(concreteOnly(drawnClasses))),
  ...rows(['tf.random.shuffle', 'tf.random.experimental.stateless_shuffle', 'keras.random.shuffle'], dense(concreteOnly(shuffled))),
  ...rows(['keras.random.dropout'], dense(concreteOnly(dropped))),
  ...rows(['tf.random.set_seed', 'keras.utils.set_random_seed'], () => NONE),
  ...numpyRandom,
  'numpy.random.default_rng': { rule: generator('numpy.random.Generator'), parameters: parameters('seed=None') },
  'numpy.random.RandomState': { rule: generator('numpy.random.RandomState'), parameters: parameters('seed=None') },
  ...rows(
    ['normal', 'uniform', 'truncated_normal'].map(name => `tf.random.Generator.${name}`),
    drawn,
  ),
  ...rows(['tf.random.Generator.from_seed', 'tf.random.Generator.from_non_deterministic_state'], generator('tf.random.Generator')),
  'tf.random.get_global_generator': generator('tf.random.Generator'),
};
