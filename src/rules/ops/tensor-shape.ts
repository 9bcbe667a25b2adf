import type { Span } from '../../diagnostics/span';
import { compatible, elementCount, type Shape } from '../../tensor/shape';
import type { OperatorName } from '../../values/library';
import { bool, int, list, NONE, type ObjectValue, UNKNOWN, type Value } from '../../values/value';
import type { Kinds } from '../core/kind';
import { object } from '../core/objects';
import { type Call, parameters, type Table } from '../core/rule';
import { asDim, asShape } from '../core/tensors';
import { sliceBounds } from './slices';

export const TENSOR_SHAPE = 'tf.TensorShape';

/** A `tf.TensorShape` whose dimensions are null where they are None or not known. */
export const shapeObject = (shape: Shape, span: Span): ObjectValue => ({
  kind: 'object',
  type: TENSOR_SHAPE,
  state: { content: shape },
  origin: { op: TENSOR_SHAPE, args: {}, span },
});

const shapeOf = (value: Value): Shape =>
  value.kind === 'object' && value.type === TENSOR_SHAPE ? ((value.state.content as Shape | undefined) ?? null) : null;
const dimValue = (dim: number | null): Value => (dim === null ? UNKNOWN : int(dim));
const isShape = (value: Value): boolean => value.kind === 'object' && value.type === TENSOR_SHAPE;

/** `+`, `==` and `!=` with a TensorShape on either side. */
export function shapeOperator(op: OperatorName, operands: readonly Value[]): Value | undefined {
  const first = operands.find(isShape);
  if (first?.kind !== 'object') return undefined;
  const [a, b] = operands.map(value => asShape(value));
  if (a === undefined || b === undefined) return UNKNOWN;
  if (op === '+') return shapeObject(a && b && [...a, ...b], first.origin.span);
  if (op !== '==' && op !== '!=') return UNKNOWN;
  if (!compatible(a, b)) return bool(op === '!=');
  const known = a !== null && b !== null && ![...a, ...b].includes(null);
  return known ? bool(op === '==') : UNKNOWN;
}

export const shapeKinds: Kinds = {
  [TENSOR_SHAPE]: {
    attribute: ({ self }, name) => {
      const shape = shapeOf(self);
      if (name === 'rank' || name === 'ndims') return shape === null ? UNKNOWN : int(shape.length);
      return name === 'dims' ? list(shape?.map(dimValue) ?? null) : undefined;
    },
    iterate: ({ self }) => {
      const shape = shapeOf(self);
      return shape === null ? undefined : { items: shape.map(dimValue) };
    },
    length: self => shapeOf(self)?.length,
    index: ({ self, context }, key) => {
      const shape = shapeOf(self);
      if (key.kind === 'slice') {
        const bounds = shape && sliceBounds(key, shape.length);
        return bounds
          ? shapeObject(
              bounds.map(index => shape[index]),
              context.span,
            )
          : UNKNOWN;
      }
      const index = asDim(key);
      return shape === null || index === null || index === undefined ? UNKNOWN : dimValue(shape.at(index) ?? null);
    },
  },
};

const own = (call: Call): Shape => shapeOf(call.self);

/** `tf.TensorShape(…)` and its methods. */
export const shapeFunctions: Table = {
  [TENSOR_SHAPE]: {
    parameters: parameters('dims'),
    rule: call => object(call, TENSOR_SHAPE, asShape(call.args.get('dims')) ?? null),
  },
  [`${TENSOR_SHAPE}.as_list`]: call => list(own(call)?.map(dimValue) ?? null),
  [`${TENSOR_SHAPE}.num_elements`]: call => dimValue(elementCount(own(call))),
  [`${TENSOR_SHAPE}.is_fully_defined`]: call => (own(call)?.includes(null) === false ? bool(true) : UNKNOWN),
  [`${TENSOR_SHAPE}.with_rank`]: call => call.self,
  [`${TENSOR_SHAPE}.concatenate`]: call => {
    const [a, b] = [own(call), asShape(call.args.get('other')) ?? null];
    return shapeObject(a && b && [...a, ...b], call.context.span);
  },
  [`${TENSOR_SHAPE}.assert_is_compatible_with`]: () => NONE,
  [`${TENSOR_SHAPE}.is_compatible_with`]: call => {
    const other = asShape(call.args.get('other'));
    return other === undefined ? UNKNOWN : compatible(own(call), other) ? UNKNOWN : bool(false);
  },
};
