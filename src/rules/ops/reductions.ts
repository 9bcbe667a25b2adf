import { axisOf, reduced } from '../../tensor/axes';
import { type DType, isComplex, isFloat } from '../../tensor/dtype';
import { isMisfit, misfit } from '../../tensor/misfit';
import { kerasFloat } from '../../tensor/promotion';
import { printShape } from '../../tensor/shape';
import { asInt } from '../../values/read';
import { type TensorValue, tuple, type Value } from '../../values/value';
import { type Call, parameters, type Row, type Rule, rows, type Table } from '../core/rule';
import { arg, type Dialect, dense, dialectOf, dtypeOr, flag, ints, made, operand, refuseCall, settled, subject } from './operand';

/** What a reduction makes of a dtype, in each dialect. */
type Kind = 'same' | 'sum' | 'mean' | 'spread' | 'truth' | 'index' | 'count';

const narrow = new Set<DType>(['bool', 'int8', 'int16', 'int32']);
const unsigned = new Set<DType>(['uint8', 'uint16', 'uint32']);

function reducedDType(kind: Kind, dtype: DType | null, dialect: Dialect): DType | null {
  if (kind === 'truth') return 'bool';
  if (kind === 'index' || kind === 'count') return dialect === 'keras' ? 'int32' : 'int64';
  if (dtype === null || dialect === 'tf' || kind === 'same') return dtype;
  const real = isFloat(dtype) || isComplex(dtype);
  if (kind === 'sum') {
    if (real) return dtype;
    if (dialect === 'keras') return narrow.has(dtype) ? 'int32' : unsigned.has(dtype) ? 'uint32' : dtype;
    return narrow.has(dtype) ? 'int64' : unsigned.has(dtype) ? 'uint64' : dtype;
  }
  return real ? dtype : dialect === 'keras' ? kerasFloat(dtype) : 'float64';
}

/** dtypes that TensorFlow's reductions of a kind do not take. */
function refusedByTensorFlow(kind: Kind, dtype: DType): boolean {
  if (kind === 'truth') return dtype !== 'bool';
  if (kind === 'spread') return !isFloat(dtype) && !isComplex(dtype);
  if (kind === 'count') return false;
  return dtype === 'string' || (dtype === 'bool' && kind !== 'index');
}

const reduction =
  (kind: Kind, fold?: (numbers: number[]) => number): Rule =>
  call => {
    const dialect = dialectOf(call);
    const value = subject(call, 'input_tensor', 'input', 'x', 'a');
    const x = operand(value, dialect);
    if (dialect === 'tf' && x.dtype !== null && refusedByTensorFlow(kind, x.dtype))
      return refuseCall(
        call,
        'op-dtype',
        `a tensor of dtype ${x.dtype} cannot be reduced like this; cast it with tf.cast${kind === 'truth' ? ' to tf.bool' : ''}`,
      );
    const own =
      kind === 'index' && dialect === 'tf' ? dtypeOr(call, call.args.get('output_type'), 'int64') : reducedDType(kind, x.dtype, dialect);
    const asked = kind === 'count' && dialect === 'tf' ? call.args.get('dtype') : dialect === 'tf' ? undefined : call.args.get('dtype');
    const dtype = asked === undefined ? own : dtypeOr(call, asked, own);
    const keep = flag(arg(call, 'keepdims', 'keep_dims'));
    const axes = ints(arg(call, 'axis', 'reduction_indices', 'dimension'));
    if (axes === undefined || keep === undefined) return made(call, [value], null, dtype);
    // TensorFlow's argmax without an axis takes the first.
    // Keras takes an axis that is named twice away twice.
    if (axes !== null && dialect === 'keras' && new Set(axes).size < axes.length) return made(call, [value], null, dtype);
    const over = kind === 'index' && dialect === 'tf' && axes === null ? [0] : axes;
    if (over !== null && x.shape?.length === 0)
      return scalarReduction(call, value, over, dtype, kind === 'index' && dialect === 'tf' ? 'strict' : dialect);
    const constant = axes === null && over === null ? folded(x.constant, fold) : undefined;
    return settled(
      call,
      [value],
      reduced(x.shape, over, keep, isSymbolic(value) || call.session.graphDepth > 0),
      dtype,
      'op-shape',
      constant && { constant },
    );
  };

const isSymbolic = (value: Value): boolean => value.kind === 'tensor' && (value.family === 'keras' || value.family === 'graph');

/** A scalar has no axis; NumPy and TensorFlow let 0 and -1 pass in most reductions of one. */
function scalarReduction(call: Call, value: Value, axes: readonly number[], dtype: DType | null, dialect: Dialect | 'strict'): Value {
  const lenient = axes.every(axis => axis === 0 || axis === -1);
  if (dialect !== 'strict' && (lenient || dialect === 'keras'))
    return axes.length === 0 ? made(call, [value], [], dtype) : made(call, [value], null, dtype);
  return settled(call, [value], misfit(`axis ${axes[0]} does not exist: the tensor is a scalar`), dtype);
}

function folded(constant: TensorValue['constant'], fold: ((numbers: number[]) => number) | undefined): TensorValue['constant'] {
  if (!fold || !constant || constant.length === 0 || !constant.every(item => typeof item === 'number')) return undefined;
  const total = fold(constant as number[]);
  return Number.isFinite(total) ? [total] : undefined;
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
const prod = (numbers: number[]): number => numbers.reduce((total, one) => total * one, 1);
const max = (numbers: number[]): number => Math.max(...numbers);
const min = (numbers: number[]): number => Math.min(...numbers);
const mean = (numbers: number[]): number => sum(numbers) / numbers.length;

/** Axis along which a tensor keeps its shape: cumulative sums, sorting, softmax. */
export const along =
  (
    dtypeOf: (dtype: DType | null, dialect: Dialect) => DType | null,
    refuses: (dtype: DType) => boolean = () => false,
    otherwise: number | null = -1,
  ): Rule =>
  call => {
    const dialect = dialectOf(call);
    const value = subject(call, 'x', 'input', 'logits', 'values', 'a', 'tensor', 'value');
    const x = operand(value, dialect);
    if (dialect === 'tf' && x.dtype !== null && refuses(x.dtype))
      return refuseCall(
        call,
        'op-dtype',
        `the tensor has dtype ${x.dtype}, which the function does not take; cast it with tf.cast(x, tf.float32)`,
      );
    const dtype = dtypeOf(x.dtype, dialect);
    const axes = ints(arg(call, 'axis', 'dim'));
    if (axes === undefined || x.shape === null) return made(call, [value], axes === undefined ? null : x.shape, dtype);
    const flat = axes === null && otherwise === null && dialect !== 'tf';
    if (flat) return made(call, [value], [x.shape.includes(null) ? null : prod(x.shape as number[])], dtype);
    const at = x.shape.length === 0 ? 0 : axisOf(axes?.[0] ?? (otherwise === null ? 0 : otherwise), x.shape);
    return isMisfit(at) ? refuseCall(call, 'op-shape', at.misfit) : made(call, [value], x.shape, dtype);
  };

const notFloat = (dtype: DType): boolean => !isFloat(dtype);
const keeps = (dtype: DType | null): DType | null => dtype;
const floats = (dtype: DType | null, dialect: Dialect): DType | null =>
  dtype === null || dialect === 'tf' ? dtype : dtype === 'bool' ? null : kerasFloat(dtype);

/** The k greatest of the last axis, and where they are. */
const topK: Rule = call => {
  const value = arg(call, 'input', 'x');
  const x = operand(value);
  const k = call.args.given('k') === false ? 1 : asInt(call.args.get('k'));
  const index = dialectOf(call) === 'tf' ? dtypeOr(call, call.args.get('index_type'), 'int32') : 'int32';
  if (x.shape === null) return tuple([made(call, [value], null, x.dtype), made(call, [value], null, index)]);
  const last = x.shape.at(-1);
  if (last === undefined) return refuseCall(call, 'op-shape', 'the tensor is a scalar and has no axis to pick from');
  if (k !== undefined && last !== null && k > last && dialectOf(call) === 'tf')
    return refuseCall(call, 'op-shape', `the last axis of ${printShape(x.shape)} has ${last} elements, fewer than k=${k}`);
  const shape = [...x.shape.slice(0, -1), k ?? null];
  const fields = { names: ['values', 'indices'] };
  return { ...tuple([made(call, [value], shape, x.dtype), made(call, [value], shape, index)]), ...fields };
};

const moments: Rule = call => {
  const value = call.args.get('x');
  const x = operand(value);
  const axes = ints(arg(call, 'axes'));
  const keep = flag(arg(call, 'keepdims'));
  const outcome = axes === undefined || keep === undefined ? null : reduced(x.shape, axes, keep);
  if (isMisfit(outcome)) return refuseCall(call, 'op-shape', outcome.misfit);
  const one = () => made(call, [value], outcome, x.dtype);
  return tuple([one(), one()]);
};

const numpyReduction = (rule: Rule, spare = 'dtype=None, out=None, '): Row => ({
  rule: dense(rule),
  parameters: parameters(`a, axis=None, ${spare}keepdims=False, initial=None, where=True`),
});
const arrayReduction = (rule: Rule, spare = 'dtype=None, out=None, '): Row => ({
  rule: dense(rule),
  parameters: parameters(`axis=None, ${spare}keepdims=False, initial=None, where=True`),
});

/** One reduction in all dialects: names of tf, of keras.ops and of NumPy. */
function family(kind: Kind, tf: readonly string[], shared: readonly string[], fold?: (numbers: number[]) => number, spare?: string): Table {
  const rule = reduction(kind, fold);
  return {
    ...rows(
      tf.map(name => `tf.${name}`),
      dense(rule),
    ),
    ...rows(
      shared.map(name => `keras.ops.${name}`),
      dense(rule),
    ),
    ...rows(
      shared.map(name => `numpy.${name}`),
      numpyReduction(rule, spare),
    ),
    ...rows(
      shared.map(name => `numpy.ndarray.${name}`),
      arrayReduction(rule, spare),
    ),
  };
}

const both = (name: string): string[] => [`reduce_${name}`, `math.reduce_${name}`];

/** Everything that folds an axis away or runs along one. */
export const reductionFunctions: Table = {
  ...family('sum', both('sum'), ['sum', 'nansum'], sum),
  ...family('sum', both('prod'), ['prod', 'nanprod'], prod),
  ...family('same', both('max'), ['max', 'amax', 'nanmax'], max, 'out=None, '),
  ...family('same', both('min'), ['min', 'amin', 'nanmin'], min, 'out=None, '),
  ...family('same', [], ['ptp'], undefined, 'out=None, '),
  ...family('mean', both('mean'), ['mean', 'average', 'nanmean'], mean),
  ...family('mean', [], ['median', 'nanmedian'], undefined, 'out=None, overwrite_input=False, '),
  ...family(
    'spread',
    [...both('std'), ...both('variance')],
    ['std', 'var', 'nanstd', 'nanvar'],
    undefined,
    'dtype=None, out=None, ddof=0, ',
  ),
  ...family('spread', both('logsumexp'), ['logsumexp']),
  ...family('same', ['math.reduce_euclidean_norm'], []),
  ...family('truth', [...both('any'), ...both('all')], ['any', 'all'], undefined, 'out=None, '),
  ...family('count', ['math.count_nonzero'], ['count_nonzero'], undefined, ''),
  ...family(
    'index',
    ['argmax', 'argmin', 'math.argmax', 'math.argmin'],
    ['argmax', 'argmin', 'nanargmax', 'nanargmin'],
    undefined,
    'out=None, ',
  ),
  'numpy.average': {
    rule: dense(reduction('mean', mean)),
    parameters: parameters('a, axis=None, weights=None, returned=False, keepdims=False'),
  },
  ...rows(['tf.cumsum', 'tf.math.cumsum', 'tf.math.cumprod', 'tf.math.cumulative_logsumexp'], dense(along(keeps, () => false, null))),
  ...rows(
    ['keras.ops.cumsum', 'keras.ops.cumprod'],
    dense(
      along(
        dtype => reducedDType('sum', dtype, 'keras'),
        () => false,
        null,
      ),
    ),
  ),
  ...rows(['numpy.cumsum', 'numpy.cumprod'], {
    rule: dense(
      along(
        dtype => reducedDType('sum', dtype, 'numpy'),
        () => false,
        null,
      ),
    ),
    parameters: parameters('a, axis=None, dtype=None'),
  }),
  ...rows(['numpy.ndarray.cumsum', 'numpy.ndarray.cumprod'], {
    rule: dense(
      along(
        dtype => reducedDType('sum', dtype, 'numpy'),
        () => false,
        null,
      ),
    ),
    parameters: parameters('axis=None, dtype=None'),
  }),
  ...rows(['tf.nn.softmax', 'tf.nn.log_softmax', 'tf.math.softmax', 'tf.math.log_softmax'], dense(along(keeps, notFloat))),
  ...rows(
    [
      'keras.ops.softmax',
      'keras.ops.log_softmax',
      'keras.activations.softmax',
      'keras.activations.log_softmax',
      'keras.ops.sparsemax',
      'keras.activations.sparsemax',
    ],
    dense(along(floats)),
  ),
  ...rows(['tf.sort', 'keras.ops.sort'], dense(along(keeps))),
  'numpy.sort': { rule: dense(along(keeps)), parameters: parameters('a, axis=-1, kind=None, order=None') },
  ...rows(['tf.argsort', 'keras.ops.argsort'], dense(along(() => 'int32'))),
  ...rows(['numpy.argsort'], { rule: dense(along(() => 'int64')), parameters: parameters('a, axis=-1, kind=None, order=None') }),
  'numpy.ndarray.argsort': { rule: dense(along(() => 'int64')), parameters: parameters('axis=-1, kind=None, order=None') },
  ...rows(
    ['tf.math.l2_normalize', 'tf.nn.l2_normalize', 'tf.linalg.l2_normalize'],
    dense(call => made(call, [call.args.get('x')], operand(call.args.get('x')).shape, operand(call.args.get('x')).dtype)),
  ),
  ...rows(
    ['keras.ops.normalize', 'keras.utils.normalize'],
    dense(call => {
      const x = operand(call.args.get('x'), dialectOf(call));
      return made(call, [x.value], x.shape, x.dtype === 'float32' ? x.dtype : null);
    }),
  ),
  ...rows(['tf.math.top_k', 'tf.nn.top_k', 'keras.ops.top_k'], dense(topK)),
  ...rows(['tf.nn.moments', 'keras.ops.moments'], dense(moments)),
};
