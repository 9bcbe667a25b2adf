import { printShape } from '../../tensor/shape';
import type { OperatorName } from '../../values/library';
import { NONE, UNKNOWN, type Value } from '../../values/value';
import { boundFrom } from '../core/bind';
import { failInKeras3, kerasOf } from '../core/keras';
import type { Use } from '../core/kind';
import { fail } from '../core/report';
import type { Call } from '../core/rule';
import { tensor } from '../core/tensors';
import { dtypeOperator } from './dtypes';
import { broadcastAll, combined, mapped, type Result } from './elementwise';
import { type Dialect, operand, refuseCall } from './operand';
import { multiplied } from './products';
import { shapeOperator } from './tensor-shape';

const results: { [op in OperatorName]?: Result } = {
  '+': 'same',
  '-': 'same',
  '*': 'same',
  '/': 'division',
  '//': 'same',
  '%': 'same',
  '**': 'same',
  '&': 'same',
  '|': 'same',
  '^': 'same',
  '<': 'bool',
  '<=': 'bool',
  '>': 'bool',
  '>=': 'bool',
  '==': 'bool',
  '!=': 'bool',
};
const logical = new Set<OperatorName>(['&', '|', '^', 'invert']);

/** An operator with a tensor, or another object of the library, on either side. */
export function tensorOperator(use: Omit<Use, 'self'>, op: OperatorName, operands: readonly Value[]): Value {
  const tensors = operands.filter(value => value.kind === 'tensor');
  // A text with "%" formats.
  if (op === '%' && (operands[0].kind === 'str' || operands[0].kind === 'bytes')) return UNKNOWN;
  if (tensors.length === 0) return shapeOperator(op, operands) ?? dtypeOperator(op, operands) ?? UNKNOWN;
  const families = new Set(tensors.map(({ family }) => family));
  const dialect: Dialect = families.has('keras') ? 'keras' : families.has('graph') || families.has('eager') ? 'tf' : 'numpy';
  const call = operatorCall(use, op, operands, dialect);
  const [left, right] = operands;
  if (right === undefined) return alone(call, op, left, dialect);
  if (operands.some(value => value.kind !== 'tensor' && operand(value).unknown) && (dialect === 'numpy' || operands.some(isNoNumber)))
    return UNKNOWN;
  if (dialect === 'keras' && left.kind === 'tensor' && left.family === 'numpy') {
    failInKeras3(
      call,
      'symbolic-value',
      'A NumPy array on the left takes the operator for itself and asks the symbolic Keras tensor for numbers, which it has not. Write the tensor first, or use keras.ops. Keras: "You cannot convert it to a NumPy array."',
    );
    if (kerasOf(call) === '3') return UNKNOWN;
  }
  if (op === '@') return multiplied(call, left, right, dialect);
  const result = results[op];
  if (result === undefined) return UNKNOWN;
  if (op === '==' || op === '!=') return compared(call, op, left, right, dialect);
  if (op === '-') warnOfSpread(call, left, right);
  return combined(call, left, right, dialect === 'keras' && logical.has(op) ? 'logical' : result, op, dialect);
}

/** A vector and a column of as many predictions: their difference has a row for each of them and a column for each. */
function warnOfSpread(call: Call, left: Value, right: Value): void {
  if (left.kind !== 'tensor' || right.kind !== 'tensor') return;
  const [a, b] = [left.type.shape, right.type.shape];
  const [count, columns] = (a?.length === 2 ? a : b) ?? [];
  const vector = a?.length === 1 ? a : b?.length === 1 ? b : undefined;
  const predicted = [left, right].some(({ origin }) => origin !== undefined && /\.predict$/.test(origin.op));
  if (!predicted || vector === undefined || columns !== 1 || count == null || count === 1 || vector[0] !== count) return;
  fail(
    call,
    'silent-broadcast',
    `${printShape(a ?? null)} minus ${printShape(b ?? null)} gives ${printShape([count, count])}, each with each: predictions are a column. Flatten them first: model.predict(x).ravel().`,
    { level: 'warning' },
  );
}

/** `==` never raises for shapes: TensorFlow and NumPy answer False; Keras compares the symbolic tensors themselves. */
function compared(call: Call, op: OperatorName, left: Value, right: Value, dialect: Dialect): Value {
  if (dialect === 'keras' && op === '==') return UNKNOWN;
  if (dialect === 'keras') return combined(call, left, right, 'bool', op, dialect);
  const shapes = [left, right].map(value => operand(value, dialect).shape);
  if (!('clash' in broadcastAll(shapes))) return combined(call, left, right, 'bool', op, dialect);
  // TensorFlow's answer is one False.
  if (dialect !== 'tf') return UNKNOWN;
  const flat = [left, right].map(value => (value.kind === 'tensor' ? tensor(value.family, [], value.type.dtype) : value));
  return combined(call, flat[0], flat[1], 'bool', undefined, dialect);
}

const isNoNumber = (value: Value): boolean =>
  value.kind === 'none' || value.kind === 'instance' || value.kind === 'dict' || value.kind === 'object';

const operatorCall = (use: Omit<Use, 'self'>, op: OperatorName, operands: readonly Value[], dialect: Dialect): Call => {
  const args = Object.fromEntries(operands.map((value, index) => [['a', 'b'][index], value]));
  return { ...use, self: NONE, legacy: false, api: `${dialect}.operator ${op}`, args: boundFrom(args, use.context.span) };
};

function alone(call: Call, op: OperatorName, value: Value, dialect: Dialect): Value {
  const dtype = operand(value).dtype;
  if (dialect === 'tf' && (dtype === 'string' || (dtype === 'bool' && op === 'neg')))
    return refuseCall(call, 'op-dtype', `a tensor of dtype ${dtype} has no sign; cast it with tf.cast first`);
  const negated = mapped(call, value, dialect === 'keras' && op === 'invert' ? 'logical' : 'same');
  const { constant } = operand(value);
  if (op !== 'neg' || negated.kind !== 'tensor' || constant === undefined) return negated;
  return { ...negated, constant: constant.map(item => (typeof item === 'number' ? -item : null)) };
}
