import { type DType, dtypeOf, isComplex, isFloat, isInteger } from '../../tensor/dtype';
import type { OperatorName } from '../../values/library';
import { bool, int, type ObjectValue, str, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { asDType } from '../core/tensors';

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
