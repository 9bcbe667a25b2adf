import { isInteger } from '../../tensor/dtype';
import { parameters, type Row, type Rule, rows, type Table } from '../core/rule';
import { binary, broadcastAll, type Result, unary } from './elementwise';
import { truths } from './gathering';
import { arg, dialectOf, made, type Operand, operand, refuseCall as refusal } from './operand';

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
const tf = (names: string): string[] => words(names).flatMap(name => [`tf.${name}`, `tf.math.${name}`]);
const at = (prefix: string, names: string): string[] => words(names).map(name => `${prefix}.${name}`);

const npUnary = (result: Result): Row => ({ rule: unary(result), parameters: parameters('x, out=None, **kwargs') });
const npBinary = (result: Result, op?: string): Row => ({ rule: binary(result, op), parameters: parameters('x1, x2, out=None, **kwargs') });

/** Functions of one tensor, by what they do to its dtype. */
const unaries: Table = {
  ...rows(
    tf(
      'exp expm1 log log1p log_sigmoid sqrt rsqrt sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh sigmoid erf erfc lgamma digamma softplus reciprocal xlogx bessel_i0 rint',
    ),
    unary('float'),
  ),
  ...rows(tf('abs negative square sign floor ceil round conj real imag zero_fraction'), unary('same')),
  ...rows(tf('is_finite is_inf is_nan logical_not'), unary('logical')),
  ...rows(at('tf.nn', 'sigmoid tanh elu selu gelu silu swish softplus softsign leaky_relu log_sigmoid'), unary('float')),
  ...rows(at('tf.nn', 'relu relu6'), unary('number')),
  ...rows(
    at(
      'keras.activations',
      'sigmoid tanh elu selu gelu silu swish softplus softsign exponential hard_sigmoid hard_silu hard_swish mish log_sigmoid celu hard_tanh hard_shrink soft_shrink squareplus tanh_shrink sparse_plus',
    ),
    unary('float'),
  ),
  ...rows(at('keras.activations', 'relu relu6 leaky_relu linear'), unary('same')),
  ...rows(
    at(
      'keras.ops',
      'exp exp2 expm1 log log1p log2 log10 sqrt rsqrt sin cos tan sinh cosh tanh arcsin arccos arctan arcsinh arccosh arctanh sigmoid erf erfc erfinv reciprocal elu selu gelu silu swish softplus softsign log_sigmoid hard_sigmoid hard_silu hard_swish hard_tanh celu squareplus sinc deg2rad rad2deg cbrt floor ceil',
    ),
    unary('float'),
  ),
  ...rows(
    at(
      'keras.ops',
      'abs absolute negative sign conj conjugate relu relu6 leaky_relu round clip stop_gradient copy nan_to_num tril triu trunc',
    ),
    unary('same'),
  ),
  'keras.ops.square': unary('number'),
  ...rows(at('keras.ops', 'isfinite isinf isnan isneginf isposinf logical_not'), unary('logical')),
  ...rows(
    at(
      'numpy',
      'exp exp2 expm1 log log1p log2 log10 sqrt cbrt sin cos tan sinh cosh tanh arcsin arccos arctan arcsinh arccosh arctanh deg2rad rad2deg radians degrees rint',
    ),
    npUnary('float'),
  ),
  ...rows(at('numpy', 'abs absolute negative square sign conj conjugate floor ceil trunc fix nan_to_num real reciprocal'), npUnary('same')),
  ...rows(at('numpy', 'isfinite isinf isnan logical_not signbit'), npUnary('logical')),
  ...rows(['numpy.round', 'numpy.around', 'numpy.round_'], { rule: unary('same'), parameters: parameters('a, decimals=0, out=None') }),
  ...rows(['numpy.copy'], { rule: unary('same'), parameters: parameters('a, order=None') }),
  ...rows(['numpy.tril', 'numpy.triu'], { rule: unary('same'), parameters: parameters('m, k=0') }),
  'numpy.clip': { rule: unary('same'), parameters: parameters('a, a_min=None, a_max=None, out=None, **kwargs') },
  ...rows(
    [
      'tf.identity',
      'tf.stop_gradient',
      'tf.guarantee_const',
      'tf.grad_pass_through',
      'tf.debugging.check_numerics',
      'tf.debugging.assert_all_finite',
    ],
    unary('same'),
  ),
  ...rows(['tf.clip_by_norm', 'tf.clip_by_value'], call => {
    const x = operand(arg(call, 't'));
    const fraction = ['clip_value_min', 'clip_value_max'].some(name => call.args.get(name).kind === 'float');
    if (fraction && x.dtype !== null && isInteger(x.dtype))
      return refusal(
        call,
        'op-dtype',
        `the tensor has dtype ${x.dtype} and cannot be clipped at fractions; cast it with tf.cast(x, tf.float32)`,
      );
    return made(call, [x.value], x.shape, x.dtype);
  }),
};

/** `tf.where` and its kin: one argument gives places, three give a choice. */
const where: Rule = call => {
  const [condition, a, b] = [arg(call, 'condition'), arg(call, 'x', 'x1'), arg(call, 'y', 'x2')];
  const dialect = dialectOf(call);
  const picks = operand(condition, dialect);
  const numpyPlaces = dialect !== 'tf';
  if (a.kind === 'none' && b.kind === 'none') {
    const rank = picks.shape === null ? null : picks.shape.length;
    if (!numpyPlaces) return made(call, [condition], [truths(picks), rank], 'int64');
    if (rank === null) return { kind: 'unknown' };
    const index = dialect === 'numpy' ? 'int64' : 'int32';
    return { kind: 'tuple', items: Array.from({ length: rank }, () => made(call, [condition], [null], index)) };
  }
  return chosen(call, condition, operand(a, dialect), operand(b, dialect));
};

function chosen(call: Parameters<Rule>[0], condition: Operand['value'], a: Operand, b: Operand): ReturnType<Rule> {
  const picks = operand(condition, dialectOf(call));
  const dialect = dialectOf(call);
  const both = broadcastAll([picks.shape, a.shape, b.shape]);
  const combinedValue = call.context.quietly(() =>
    binary('same')({ ...call, args: { ...call.args, get: name => (name === 'x' || name === 'x1' ? a.value : b.value) } }),
  );
  if ('clash' in both) return refusal(call, 'op-shape', both.clash);
  if (dialect === 'tf' && picks.dtype !== null && picks.dtype !== 'bool')
    return refusal(call, 'op-dtype', `the condition has dtype ${picks.dtype} and must be bool; compare first, as in x > 0`);
  const mixed =
    dialect === 'tf' &&
    a.dtype !== null &&
    b.dtype !== null &&
    a.dtype !== b.dtype &&
    a.weak === undefined &&
    b.weak === undefined &&
    a.value.kind === 'tensor' &&
    b.value.kind === 'tensor' &&
    a.value.family !== 'numpy' &&
    b.value.family !== 'numpy';
  if (mixed) return refusal(call, 'op-dtype', `the two choices have dtypes ${a.dtype} and ${b.dtype} and must have one; cast with tf.cast`);
  const dtype = dialect === 'tf' ? (strongOf(a, b) ?? null) : combinedValue.kind === 'tensor' ? combinedValue.type.dtype : null;
  return made(call, [condition, a.value, b.value], both.shape, dtype);
}

const strongOf = (a: Operand, b: Operand): Operand['dtype'] => {
  const strong = [a, b].find(one => one.value.kind === 'tensor' && one.value.family !== 'numpy' && one.dtype !== null);
  if (strong) return strong.dtype;
  return a.dtype === 'float32' || b.dtype === 'float32' ? 'float32' : a.dtype;
};

/** Functions of two tensors that broadcast. */
const binaries: Table = {
  ...rows(tf('add'), binary('same', '+')),
  ...rows(tf('subtract'), binary('same', '-')),
  ...rows(tf('multiply'), binary('same', '*')),
  ...rows(tf('maximum'), binary('same', 'max')),
  ...rows(tf('minimum'), binary('same', 'min')),
  ...rows(tf('floordiv'), binary('same', '//')),
  ...rows(tf('mod floormod truncatemod'), binary('same', '%')),
  ...rows(tf('pow squared_difference divide_no_nan multiply_no_nan xdivy xlogy atan2 truncatediv realdiv'), binary('same')),
  ...rows(tf('divide truediv'), binary('division', '/')),
  ...rows(tf('equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor'), binary('bool')),
  ...rows(at('tf.bitwise', 'bitwise_and bitwise_or bitwise_xor left_shift right_shift'), binary('same')),
  ...rows(at('keras.ops', 'add'), binary('same', '+')),
  ...rows(at('keras.ops', 'subtract'), binary('same', '-')),
  ...rows(at('keras.ops', 'multiply'), binary('same', '*')),
  ...rows(at('keras.ops', 'maximum minimum mod power floor_divide bitwise_and bitwise_or bitwise_xor fmax fmin'), binary('same')),
  ...rows(at('keras.ops', 'divide true_divide'), binary('division', '/')),
  ...rows(at('keras.ops', 'divide_no_nan arctan2 logaddexp'), binary('float')),
  ...rows(
    at('keras.ops', 'equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor isclose'),
    binary('bool'),
  ),
  ...rows(at('numpy', 'add'), npBinary('same', '+')),
  ...rows(at('numpy', 'subtract'), npBinary('same', '-')),
  ...rows(at('numpy', 'multiply'), npBinary('same', '*')),
  ...rows(at('numpy', 'maximum minimum mod remainder power floor_divide bitwise_and bitwise_or bitwise_xor fmax fmin'), npBinary('same')),
  ...rows(at('numpy', 'divide true_divide'), npBinary('division', '/')),
  ...rows(at('numpy', 'arctan2 hypot logaddexp'), npBinary('float')),
  ...rows(
    at('numpy', 'equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor isclose'),
    npBinary('bool'),
  ),
  ...rows(['tf.where', 'keras.ops.where'], where),
  'numpy.where': { rule: where, parameters: parameters('condition, x=None, y=None') },
};

/** Everything that works element by element. */
export const elementwiseFunctions: Table = { ...unaries, ...binaries };
