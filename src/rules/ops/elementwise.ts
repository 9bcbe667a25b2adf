import { type DType, isComplex, isFloat, isInteger } from '../../tensor/dtype';
import { kerasFloat, kerasPromotion, numpyFloat, numpyPromotion } from '../../tensor/promotion';
import { broadcast, printShape, type Shape } from '../../tensor/shape';
import { type TensorValue, UNKNOWN, type Value } from '../../values/value';
import { uniform, uniformOf } from '../core/facts';
import type { Call, Rule } from '../core/rule';
import { tensorsIn } from '../core/tensors';
import { arithmeticOf } from './arithmetic';
import { arg, type Dialect, dialectOf, made, type Operand, operand, refuseCall, subject } from './operand';

/** Which dtypes a function takes and gives: `same` anything as it is, `number` no bool and no text, `float` floats only (others become one outside TensorFlow), `bool` a truth value. */
export type Result = 'same' | 'number' | 'float' | 'bool' | 'logical' | 'division';

/** Broadcasting of several shapes, or the two that do not fit. */
export function broadcastAll(shapes: readonly Shape[]): { shape: Shape } | { clash: string } {
  let result: Shape = [];
  for (const shape of shapes) {
    const both: ReturnType<typeof broadcast> = broadcast(result, shape);
    if ('clash' in both) {
      const { clash } = both;
      return { clash: `${shapes.map(printShape).join(' and ')} do not broadcast: ${clash[0]} against ${clash[1]}` };
    }
    result = both.shape;
  }
  return { shape: result };
}

/** A function of one tensor that keeps its shape. */
export const unary =
  (result: Result): Rule =>
  call => {
    const value = subject(call, 'x', 'input', 'features', 'a', 'value', 'logits', 'image', 'm', 'images', 'tensor');
    return mapped(call, value, result);
  };

export function mapped(call: Call, value: Value, result: Result): Value {
  const dialect = dialectOf(call);
  const x = operand(value, dialect);
  if (dialect === 'tf' && result === 'float' && x.dtype !== null && !isFloat(x.dtype) && !isComplex(x.dtype))
    return refuseCall(
      call,
      'op-dtype',
      `the tensor has dtype ${x.dtype} and the function takes floats only; cast it with tf.cast(x, tf.float32)`,
    );
  if (dialect === 'tf' && result === 'number' && (x.dtype === 'bool' || x.dtype === 'string'))
    return refuseCall(call, 'op-dtype', `the tensor has dtype ${x.dtype} and the function takes numbers only; cast it with tf.cast`);
  if (x.unknown) return made(call, [value], null, result === 'bool' || result === 'logical' ? 'bool' : null);
  const dtype = unaryDType(dialect, result, x);
  const like = value.kind === 'tensor' ? value : undefined;
  return { ...made(call, [value], x.shape, dtype), ...(like && kindOf(like, dtype)) };
}

/** Ragged and sparse tensors stay what they are in elementwise functions. */
const kindOf = ({ type }: TensorValue, dtype: DType | null): { type: TensorValue['type'] } => ({ type: { ...type, dtype } });

function unaryDType(dialect: Dialect, result: Result, { dtype, weak }: Operand): DType | null {
  if (result === 'bool' || result === 'logical') return 'bool';
  if (result === 'number' && dialect === 'keras' && dtype === 'bool') return 'int32';
  if (dtype === null || result === 'same' || result === 'number') return dtype;
  if (dialect === 'numpy') return numpyFloat(dtype);
  // Keras's activations and its functions differ on truth values.
  if (dtype === 'bool') return null;
  return weak && dialect === 'keras' ? 'float32' : kerasFloat(dtype);
}

/** A function of two tensors that broadcast. */
export const binary =
  (result: Result, op?: string): Rule =>
  call => {
    const [a, b] = pair(call);
    return combined(call, a, b, result, op);
  };

const firsts = ['x', 'x1', 'a', 'y', 'image1'];
const seconds = ['y', 'x2', 'b', 'x', 'a'];

function pair(call: Call): [Value, Value] {
  const given = Object.keys(call.args.all);
  const first = firsts.find(name => given.includes(name)) ?? firsts[0];
  const second = seconds.find(name => name !== first && given.includes(name)) ?? seconds[0];
  // `tf.atan2(y, x)` names them the other way round; broadcasting does not mind.
  return call.self.kind === 'tensor' ? [call.self, arg(call, ...seconds)] : [arg(call, first), arg(call, second)];
}

/** Two operands combined element by element; reports shapes that do not broadcast and dtypes that TensorFlow does not mix. */
export function combined(call: Call, left: Value, right: Value, result: Result, op?: string, dialect = dialectOf(call)): Value {
  const [a, b] = [operand(left, dialect), operand(right, dialect)];
  const special = tensorsIn(left)
    .concat(tensorsIn(right))
    .some(({ type }) => type.raggedRank !== undefined || type.sparse);
  if (special) return UNKNOWN;
  const dtype = pairDType(call, dialect, result, a, b, op);
  if (dtype === REFUSED) return UNKNOWN;
  const both = broadcastAll([a.shape, b.shape]);
  if ('clash' in both) return refuseCall(call, 'op-shape', both.clash);
  return made(call, [left, right], both.shape, dtype, op === undefined ? {} : elements(op, a, b, dtype));
}

/** What is known of the elements of a result: each of them, or the one that all are. */
function elements(op: string, a: Operand, b: Operand, dtype: DType | null): Parameters<typeof made>[4] {
  const constant = arithmeticOf(op, a, b, dtype);
  if (constant !== undefined) return { constant };
  const [left, right] = [single(a), single(b)];
  const [all] = (left && right && arithmeticOf(op, left, right, dtype)) ?? [];
  return typeof all === 'number' || typeof all === 'boolean' ? { facts: uniform(all) } : {};
}

/** An operand all of whose elements are the same, as a scalar. */
function single(one: Operand): Operand | undefined {
  if (one.constant?.length === 1) return { ...one, shape: [] };
  const element = one.value.kind === 'tensor' ? uniformOf(one.value) : undefined;
  return element === undefined ? undefined : { ...one, shape: [], constant: [element] };
}

const REFUSED = Symbol('refused');

function pairDType(call: Call, dialect: Dialect, result: Result, a: Operand, b: Operand, op?: string): DType | null | typeof REFUSED {
  if (dialect === 'tf') {
    const common = functionMix(call, op, a, b) ?? tensorFlowDType(a, b);
    if (typeof common === 'string' && common.startsWith('!')) {
      refuseCall(call, 'op-dtype', common.slice(1));
      return REFUSED;
    }
    if (result === 'bool' || result === 'logical') return 'bool';
    const dtype = common as DType | null;
    const wrong = dtype !== null && refusedArithmetic(dtype, op);
    if (wrong) {
      refuseCall(call, 'op-dtype', `tensors of dtype ${dtype} have no "${op}"; cast them with tf.cast first`);
      return REFUSED;
    }
    return result === 'division' && dtype !== null ? tensorFlowQuotient(dtype) : dtype;
  }
  if (result === 'bool' || result === 'logical') return 'bool';
  const common = (dialect === 'numpy' ? numpyPromotion : kerasPromotion)([a, b]);
  if (common === null || result === 'same') return common;
  if (dialect === 'numpy') return result === 'division' && !isFloat(common) && !isComplex(common) ? 'float64' : numpyFloat(common);
  return kerasFloat(common);
}

/** TensorFlow counts with numbers only, and joins texts with `+`. */
const refusedArithmetic = (dtype: DType, op: string | undefined): boolean =>
  op !== undefined && /^([-+*/%]|\/\/|\*\*|max|min)$/.test(op) && (dtype === 'bool' || (dtype === 'string' && op !== '+'));

/** Functions convert their first argument first: an array there keeps its own dtype. Operators give it the tensor's. */
function functionMix(call: Call, op: string | undefined, a: Operand, b: Operand): `!${string}` | undefined {
  if (op === undefined || !/^([-+*]|max|min)$/.test(op) || call.api.includes('operator')) return undefined;
  return isArray(a) && isTensor(b) && a.dtype !== null && b.dtype !== null && a.dtype !== b.dtype ? mixes(a.dtype, b.dtype) : undefined;
}

/** TensorFlow's `/` of integers (tf.math.truediv). */
const tensorFlowQuotient = (dtype: DType): DType | null => {
  if (!isInteger(dtype)) return dtype === 'bool' || dtype === 'string' ? null : dtype;
  return ['int8', 'uint8', 'int16', 'uint16'].includes(dtype) ? 'float32' : 'float64';
};

/** TensorFlow never promotes: both must have one dtype, Python's numbers and arrays take the tensor's. A text that starts with "!" is what is wrong. */
function tensorFlowDType(a: Operand, b: Operand): DType | null | `!${string}` {
  const [ta, tb] = [isTensor(a), isTensor(b)];
  if (ta && tb) {
    if (a.dtype === null || b.dtype === null) return a.dtype ?? b.dtype;
    return a.dtype === b.dtype ? a.dtype : mixes(a.dtype, b.dtype);
  }
  if (!ta && !tb) {
    if (a.unknown || b.unknown) return null;
    if (isArray(a) || isArray(b)) return a.dtype === b.dtype ? a.dtype : null;
    if (a.dtype === b.dtype) return a.dtype;
    return a.dtype === 'int32' && b.dtype === 'float32' && a.weak === undefined ? mixes('int32', 'float32') : null;
  }
  const [strong, other] = ta ? [a, b] : [b, a];
  const dtype = strong.dtype;
  if (other.unknown || dtype === null || other.dtype === null) return dtype;
  if (isArray(other)) return (dtype === 'string') === (other.dtype === 'string') ? dtype : null;
  if (other.dtype === dtype) return dtype;
  if (other.dtype === 'int32' && (isInteger(dtype) || isFloat(dtype) || isComplex(dtype))) return dtype;
  if (other.dtype === 'float32' && (isFloat(dtype) || isComplex(dtype))) return dtype;
  if (other.dtype === 'float32' && isInteger(dtype))
    return `!a Python float does not become ${dtype}, the dtype of the tensor; cast the tensor with tf.cast(x, tf.float32), or use a whole number`;
  if (dtype === 'bool' || (dtype === 'string') !== (other.dtype === 'string')) return mixes(a.dtype ?? dtype, b.dtype ?? dtype);
  return null;
}

const isTensor = ({ value }: Operand): boolean =>
  (value.kind === 'tensor' && value.family !== 'numpy') || (value.kind !== 'tensor' && tensorsIn(value).length > 0);
const isArray = ({ value }: Operand): boolean => value.kind === 'tensor' && value.family === 'numpy';

const mixes = (a: DType, b: DType): `!${string}` =>
  `!one side has dtype ${a} and the other ${b}: TensorFlow never converts a tensor by itself; cast one with tf.cast`;
