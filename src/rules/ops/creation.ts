import { type DType, isInteger } from '../../tensor/dtype';
import { reshapedTo } from '../../tensor/joining';
import { isMisfit } from '../../tensor/misfit';
import { type Dim, elementCount, printShape, type Shape } from '../../tensor/shape';
import { asInt, asItems, asNumber } from '../../values/read';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { uniform } from '../core/facts';
import { kerasOf } from '../core/keras';
import { fail } from '../core/report';
import { type Call, parameters, type Rule, rows, type Table } from '../core/rule';
import { asShape, tensorsIn } from '../core/tensors';
import { isInhomogeneous, objectArray, objectArrayOf } from './object-arrays';
import { arg, constantOf, dense, dialectOf, dtypeOr, made, operand, refuseCall, subject } from './operand';

/** Most elements of which the values are kept. */
const MAX_KEPT_ELEMENTS = 64;

/** The shape of something to be made; one integer stands for a vector in NumPy (and in Keras and tf.zeros). */
export const wantedShape = (value: Value): Shape => asShape(value) ?? null;

/** The dtype that numbers are made with where none is asked for. */
const floatOf = (call: Call): DType => (dialectOf(call) === 'numpy' ? 'float64' : 'float32');

const repeatedElement = (shape: Shape, element: number | boolean | string | null | undefined): Parameters<typeof made>[4] => {
  const count = elementCount(shape);
  if (typeof element !== 'number' && typeof element !== 'boolean') return {};
  const facts = { facts: uniform(element) };
  return count === null || count > MAX_KEPT_ELEMENTS ? facts : { ...facts, constant: Array.from({ length: count }, () => element) };
};

/** zeros, ones, empty. */
const filled =
  (element?: number): Rule =>
  call => {
    const shape = wantedShape(arg(call, 'shape'));
    // NumPy's are made to be written to.
    const known = dialectOf(call) === 'numpy' ? undefined : element;
    return made(call, [], shape, dtypeOr(call, arg(call, 'dtype'), floatOf(call)), repeatedElement(shape, known));
  };

const filledLike =
  (element?: number): Rule =>
  call => {
    const value = subject(call, 'input', 'x', 'a', 'tensor');
    const x = operand(value, dialectOf(call));
    const own = call.args.get('shape');
    const shape = own.kind === 'none' ? x.shape : wantedShape(own);
    const dtype = dtypeOr(call, arg(call, 'dtype'), x.dtype);
    const like = made(call, [value], shape, dtype, repeatedElement(shape, dialectOf(call) === 'numpy' ? undefined : element));
    return value.kind === 'tensor' && value.type.raggedRank !== undefined ? { ...like, type: { ...value.type, dtype } } : like;
  };

const full: Rule = call => {
  const shape = wantedShape(arg(call, 'dims', 'shape'));
  const value = arg(call, 'value', 'fill_value');
  const fill = operand(value, dialectOf(call));
  const element = fill.constant?.length === 1 && dialectOf(call) !== 'numpy' ? fill.constant[0] : undefined;
  const own = dialectOf(call) === 'keras' ? 'float32' : fill.dtype;
  return made(call, [], shape, dtypeOr(call, call.args.get('dtype'), own), repeatedElement(shape, element));
};

const fullLike: Rule = call => {
  const value = arg(call, 'x', 'a');
  const x = operand(value, dialectOf(call));
  return made(call, [value], x.shape, dtypeOr(call, call.args.get('dtype'), x.dtype));
};

/** `object`, as NumPy's functions take it for a dtype. */
const isObject = (dtype: Value): boolean =>
  (dtype.kind === 'builtin' && dtype.name === 'object') ||
  (dtype.kind === 'str' && /^(object|O)$/.test(dtype.value)) ||
  (dtype.kind === 'api' && /^numpy\.(object_?|object0)$/.test(dtype.name));

/** Rows that differ in length: NumPy 1.24, which Keras 3 needs, and TensorFlow refuse them; undefined where there are none. */
function refusesUneven(call: Call, value: Value, dtype: Value): Value | undefined {
  if (objectArrayOf(value) && dialectOf(call) === 'tf')
    return refuseCall(
      call,
      'op-dtype',
      'the array holds Python lists. Pad them to one length first (keras.utils.pad_sequences), or make them a tf.ragged.constant. TensorFlow: "Failed to convert a NumPy array to a Tensor (Unsupported object type list)"',
    );
  if (!isInhomogeneous(value)) return undefined;
  const remedy = 'Pad the rows to one length first: keras.utils.pad_sequences';
  if (dialectOf(call) === 'numpy') {
    const rows = asItems(value)?.length ?? null;
    if (isObject(dtype)) return asItems(value)?.every(item => asItems(item) !== undefined) ? objectArray(call, rows) : UNKNOWN;
    const words = 'setting an array element with a sequence. The requested array has an inhomogeneous shape';
    const level = kerasOf(call) === '3' ? 'error' : 'warning';
    return fail(
      call,
      'op-shape',
      `np.array: the rows are not equally long, which NumPy refuses since 1.24. ${remedy}. NumPy: "${words}".`,
      { level },
    );
  }
  if (tensorsIn(value).length > 0 || dialectOf(call) !== 'tf') return UNKNOWN;
  return refuseCall(
    call,
    'op-shape',
    `the rows are not equally long. ${remedy}, or use tf.ragged.constant. TensorFlow: "Can't convert non-rectangular Python sequence to Tensor."`,
  );
}

/** Python lists, numbers and arrays made a tensor. */
const converted =
  (...names: string[]): Rule =>
  call => {
    const value = arg(call, ...names);
    const x = operand(value, dialectOf(call));
    const hint = call.args.get('dtype');
    const uneven = refusesUneven(call, value, hint);
    if (uneven !== undefined) return uneven;
    const asked = call.args.given('shape') === true && call.api === 'tf.constant' ? wantedShape(call.args.get('shape')) : undefined;
    if (x.unknown) return made(call, [], asked ?? null, dtypeOr(call, hint, null));
    const tensor = value.kind === 'tensor' ? value : undefined;
    if (tensor?.type.raggedRank !== undefined || tensor?.type.sparse) return { ...tensor, origin: undefined } as TensorValue;
    const dtype = dtypeOr(call, hint, x.dtype);
    const fixed = tensor && tensor.family !== 'numpy' && dialectOf(call) === 'tf';
    if (fixed && x.dtype !== null && dtype !== null && dtype !== x.dtype)
      return refuseCall(
        call,
        'op-dtype',
        `the tensor has dtype ${x.dtype} and cannot be converted to ${dtype} like this; cast it with tf.cast`,
      );
    if (
      dialectOf(call) === 'tf' &&
      x.weak === undefined &&
      dtype !== null &&
      isInteger(dtype) &&
      !tensor &&
      x.constant?.some(item => typeof item === 'number' && !Number.isInteger(item))
    )
      return refuseCall(call, 'op-dtype', `the numbers are not all whole and cannot become ${dtype}`);
    const shape = asked === undefined ? x.shape : asked;
    if (asked && x.shape !== null && elementCount(x.shape) !== 1) {
      const outcome = reshapedTo(x.shape, asked);
      if (isMisfit(outcome)) return refuseCall(call, 'reshape-size', outcome.misfit);
    }
    const constant = tensor ? tensor.constant : constantOf(value);
    const kept = constant && elementCount(shape) === constant.length ? { constant } : {};
    return made(call, [value], shape, dtype, kept);
  };

/** Whole numbers where all bounds are, unless a dtype is asked for. */
const range: Rule = call => {
  const [first, second, step] = [arg(call, 'start'), arg(call, 'limit', 'stop'), arg(call, 'delta', 'step')];
  const alone = second.kind === 'none';
  const [from, to, by] = [alone ? 0 : asNumber(first), asNumber(alone ? first : second), step.kind === 'none' ? 1 : asNumber(step)];
  const given = [first, second, step].filter(value => value.kind !== 'none').map(value => operand(value, dialectOf(call)));
  const numpy = dialectOf(call) === 'numpy';
  const own = given.some(one => one.dtype === null)
    ? null
    : given.every(one => one.weak === 'int')
      ? numpy
        ? 'int64'
        : 'int32'
      : given.some(one => one.dtype?.startsWith('float'))
        ? (given.find(one => one.dtype?.startsWith('float') && one.weak === undefined)?.dtype ?? floatOf(call))
        : (given.find(one => one.weak === undefined)?.dtype ?? null);
  const dtype = dtypeOr(call, call.args.get('dtype'), own);
  if (from === undefined || to === undefined || by === undefined || by === 0) return made(call, [], [null], dtype);
  const count = Math.max(0, Math.ceil((to - from) / by));
  const constant = count <= MAX_KEPT_ELEMENTS ? Array.from({ length: count }, (_, index) => from + index * by) : undefined;
  return made(call, [], [count], dtype, constant && { constant });
};

const linspace: Rule = call => {
  const [from, to] = [operand(arg(call, 'start'), dialectOf(call)), operand(arg(call, 'stop'), dialectOf(call))];
  const number = call.args.get('num');
  const count: Dim = asInt(number) ?? null;
  if (from.shape === null || from.shape.length > 0 || to.shape === null || to.shape.length > 0) return made(call, [], null, null);
  const tf =
    from.value.kind === 'tensor' ? from.dtype : to.value.kind === 'tensor' ? to.dtype : from.dtype === 'int32' ? 'float64' : from.dtype;
  const own = dialectOf(call) === 'tf' ? tf : floatOf(call);
  if (call.args.get('retstep').kind === 'bool' && call.args.given('retstep')) return UNKNOWN;
  return made(call, [], [count], dtypeOr(call, call.args.get('dtype'), own));
};

const eye: Rule = call => {
  const rows: Dim = asInt(arg(call, 'num_rows', 'N', 'n')) ?? null;
  const second = arg(call, 'num_columns', 'M');
  const columns: Dim = second.kind === 'none' ? rows : (asInt(second) ?? null);
  const batch = call.args.get('batch_shape');
  const front = batch.kind === 'none' ? [] : asShape(batch);
  return made(call, [], front ? [...front, rows, columns] : null, dtypeOr(call, call.args.get('dtype'), floatOf(call)));
};

const oneHot: Rule = call => {
  const value = arg(call, 'indices', 'x');
  const x = operand(value);
  // An array's floats become whole numbers, a tensor's do not.
  const isTensor = value.kind === 'tensor' && value.family !== 'numpy';
  if (isTensor && x.dtype !== null && !isInteger(x.dtype) && dialectOf(call) === 'tf')
    return refuseCall(call, 'op-dtype', `the indices have dtype ${x.dtype} and must be whole numbers; cast them with tf.cast(x, tf.int32)`);
  const depth: Dim = asInt(arg(call, 'depth', 'num_classes')) ?? null;
  const on = operand(call.args.get('on_value'));
  const off = operand(call.args.get('off_value'));
  const own =
    dialectOf(call) === 'keras' ? 'float32' : (on.dtype ?? off.dtype ?? (on.unknown && on.value.kind !== 'none' ? null : 'float32'));
  const dtype = dtypeOr(call, call.args.get('dtype'), own);
  const axisValue = call.args.get('axis');
  const axis = axisValue.kind === 'none' ? -1 : asInt(axisValue);
  if (x.shape === null || axis === undefined) return made(call, [value], null, dtype);
  const at = axis === -1 ? x.shape.length : axis;
  if (at < 0 || at > x.shape.length)
    return refuseCall(call, 'op-shape', `axis ${axis} does not exist in the result of one-hot coding ${printShape(x.shape)}`);
  return made(call, [value], [...x.shape.slice(0, at), depth, ...x.shape.slice(at)], dtype);
};

const sequenceMask: Rule = call => {
  const value = call.args.get('lengths');
  const x = operand(value);
  const longest = call.args.get('maxlen');
  const known = x.constant?.every(item => typeof item === 'number') ? Math.max(0, ...(x.constant as number[])) : null;
  const width: Dim = longest.kind === 'none' ? known : (asInt(longest) ?? null);
  return made(call, [value], x.shape && [...x.shape, width], dtypeOr(call, call.args.get('dtype'), 'bool'));
};

const cast: Rule = call => {
  const value = subject(call, 'x', 'value', 'a');
  const x = operand(value, dialectOf(call));
  const dtype = dtypeOr(call, call.args.get('dtype'), null);
  if (dialectOf(call) === 'tf' && dtype !== null && x.dtype !== null && (x.dtype === 'string') !== (dtype === 'string'))
    return refuseCall(
      call,
      'op-dtype',
      x.dtype === 'string'
        ? 'texts do not become numbers by a cast; use tf.strings.to_number'
        : 'numbers do not become texts by a cast; use tf.strings.as_string',
    );
  const whole = dtype !== null && isInteger(dtype);
  const constant = x.constant?.map(item => (typeof item === 'number' && whole ? Math.trunc(item) : dtype === 'bool' ? null : item));
  const plain = made(call, [value], x.shape, dtype, constant && { constant });
  return value.kind === 'tensor' ? { ...plain, type: { ...value.type, dtype } } : plain;
};

const np = (name: string, signature: string, rule: Rule): Table => ({ [`numpy.${name}`]: { rule, parameters: parameters(signature) } });
const npLike = 'a, dtype=None, order=None, subok=True, shape=None';

/** Tensors made from nothing but a shape, or from Python's values. */
export const creationFunctions: Table = {
  ...rows(['tf.zeros', 'keras.ops.zeros'], filled(0)),
  ...rows(['tf.ones', 'keras.ops.ones'], filled(1)),
  'keras.ops.empty': filled(),
  ...np('zeros', 'shape, dtype=None, order=None', filled(0)),
  ...np('ones', 'shape, dtype=None, order=None', filled(1)),
  ...np('empty', 'shape, dtype=None, order=None', filled()),
  ...rows(['tf.zeros_like', 'keras.ops.zeros_like'], filledLike(0)),
  ...rows(['tf.ones_like', 'keras.ops.ones_like'], filledLike(1)),
  'keras.ops.empty_like': filledLike(),
  ...np('zeros_like', npLike, filledLike(0)),
  ...np('ones_like', npLike, filledLike(1)),
  ...np('empty_like', npLike, filledLike()),
  ...rows(['tf.fill', 'keras.ops.full'], full),
  ...np('full', 'shape, fill_value, dtype=None, order=None', full),
  'keras.ops.full_like': fullLike,
  ...np('full_like', 'a, fill_value, dtype=None', fullLike),
  ...rows(['tf.constant', 'tf.convert_to_tensor'], converted('value')),
  ...rows(['keras.ops.convert_to_tensor', 'keras.ops.array'], converted('x')),
  ...np('array', 'object, dtype=None, copy=True, order=None, subok=False, ndmin=0', converted('object')),
  ...rows(['numpy.asarray', 'numpy.ascontiguousarray', 'numpy.asanyarray'], {
    rule: converted('a'),
    parameters: parameters('a, dtype=None, order=None'),
  }),
  ...rows(['tf.range', 'keras.ops.arange'], range),
  ...np('arange', 'start, stop=None, step=None, dtype=None', range),
  ...rows(['tf.linspace', 'keras.ops.linspace'], linspace),
  ...np('linspace', 'start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0', linspace),
  ...rows(['tf.eye', 'tf.linalg.eye', 'keras.ops.eye', 'keras.ops.identity'], eye),
  ...np('eye', 'N, M=None, k=0, dtype=None', eye),
  ...np('identity', 'n, dtype=None', eye),
  ...rows(['tf.one_hot', 'keras.ops.one_hot'], dense(oneHot)),
  'tf.sequence_mask': dense(sequenceMask),
  ...rows(['tf.cast', 'tf.dtypes.cast', 'tf.saturate_cast', 'tf.dtypes.saturate_cast', 'keras.ops.cast', 'keras.ops.saturate_cast'], cast),
  'numpy.ndarray.astype': { rule: cast, parameters: parameters('dtype, order=None, casting=None, subok=True, copy=True') },
};
