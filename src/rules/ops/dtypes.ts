import { DTYPES, type DType, dtypeOf, isComplex, isFloat, isInteger } from '../../tensor/dtype';
import type { OperatorName } from '../../values/library';
import { bool, int, type ObjectValue, str, UNKNOWN, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { parameters, type Rule, rows, type Table } from '../core/rule';
import { asDType } from '../core/tensors';
import { made, operand } from './operand';

const DTYPE = 'tf.DType';

/** `tensor.dtype`: an object that compares with names and with tf.float32 and its like. */
export const dtypeObject = (dtype: DType, span: ObjectValue['origin']['span']): ObjectValue => ({
  kind: 'object',
  type: DTYPE,
  state: { content: dtype },
  origin: { op: 'tf.as_dtype', args: {}, span },
});

/** `==` and `!=` of dtypes. */
export function dtypeOperator(op: OperatorName, operands: readonly Value[]): Value | undefined {
  if ((op !== '==' && op !== '!=') || !operands.some(value => value.kind === 'object' && value.type === DTYPE)) return undefined;
  const [a, b] = operands.map(asDType);
  return a && b ? bool((a === b) === (op === '==')) : undefined;
}

/** `np.float32(x)`: a scalar or array of that dtype. */
const numpyScalar =
  (dtype: DType): Rule =>
  call => {
    const x = operand(call.args.get('x'), 'numpy');
    const plain = made(call, [x.value], call.args.given('x') === false ? [] : x.shape, dtype);
    return x.constant ? { ...plain, constant: x.constant } : plain;
  };
const numpyNames: { [name: string]: DType } = {
  bool_: 'bool',
  double: 'float64',
  single: 'float32',
  half: 'float16',
  int_: 'int64',
  float_: 'float64',
  intp: 'int64',
  byte: 'int8',
  ubyte: 'uint8',
};
for (const dtype of DTYPES) if (isInteger(dtype) || isFloat(dtype) || isComplex(dtype) || dtype === 'bool') numpyNames[dtype] ??= dtype;
delete numpyNames.bfloat16;

export const dtypeFunctions: Table = {
  ...Object.fromEntries(
    Object.entries(numpyNames).map(([name, dtype]) => [`numpy.${name}`, { rule: numpyScalar(dtype), parameters: parameters('x') }]),
  ),
  ...rows(['tf.as_dtype', 'tf.dtypes.as_dtype', 'numpy.dtype'], {
    rule: call => {
      const dtype = asDType(call.args.get('type_value'));
      return dtype ? dtypeObject(dtype, call.context.span) : UNKNOWN;
    },
    parameters: parameters('type_value'),
  }),
};

const bytes = (dtype: DType): number => (dtype === 'bool' ? 1 : Number(/\d+$/.exec(dtype)?.[0] ?? 8) / 8);

export const dtypeKinds: Kinds = {
  [DTYPE]: {
    attribute: ({ self }, name) => {
      const dtype = self.kind === 'object' ? dtypeOf(String(self.state.content)) : undefined;
      if (dtype === undefined) return undefined;
      const attributes: { [name: string]: () => Value } = {
        name: () => str(dtype),
        is_floating: () => bool(isFloat(dtype)),
        is_integer: () => bool(isInteger(dtype)),
        is_complex: () => bool(isComplex(dtype)),
        is_bool: () => bool(dtype === 'bool'),
        base_dtype: () => self,
        as_numpy_dtype: () => ({ kind: 'api', name: `numpy.${dtype}` }),
        size: () => int(bytes(dtype)),
        itemsize: () => int(bytes(dtype)),
      };
      return Object.hasOwn(attributes, name) ? attributes[name]() : undefined;
    },
  },
};
