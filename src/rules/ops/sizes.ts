import { elementCount } from '../../tensor/shape';
import { int, UNKNOWN } from '../../values/value';
import { type Rule, rows, type Table } from '../core/rule';
import { shapeTuple } from '../core/tensors';
import { numpyRow } from './numpy-rows';
import { dense, dialectOf, dtypeOr, made, operand, tensorOf } from './operand';

/** `tf.shape(x)`: a vector whose elements are the dimensions; keras.ops.shape and np.shape give tuples. */
const shapeOf: Rule = call => {
  const value = tensorOf(call);
  const { shape, unknown } = operand(value, dialectOf(call));
  if (dialectOf(call) !== 'tf') return unknown ? UNKNOWN : shapeTuple(shape);
  const dtype = dtypeOr(call, call.args.get('out_type'), 'int32');
  return made(call, [value], [shape === null ? null : shape.length], dtype, shape ? { constant: shape } : {});
};

const sizeOf: Rule = call => {
  const value = tensorOf(call);
  const count = elementCount(operand(value, dialectOf(call)).shape);
  if (dialectOf(call) === 'numpy') return count === null ? UNKNOWN : int(count);
  return made(call, [value], [], dtypeOr(call, call.args.get('out_type'), 'int32'), { constant: [count] });
};

const rankOf: Rule = call => {
  const value = tensorOf(call);
  const { shape } = operand(value, dialectOf(call));
  if (dialectOf(call) !== 'tf') return shape === null ? UNKNOWN : int(shape.length);
  return made(call, [value], [], 'int32', { constant: [shape === null ? null : shape.length] });
};

/** Shape, size and rank as values. */
export const sizeFunctions: Table = {
  ...rows(['tf.shape', 'keras.ops.shape'], dense(shapeOf)),
  ...numpyRow('shape', 'a', shapeOf),
  ...rows(['tf.size', 'keras.ops.size'], dense(sizeOf)),
  ...numpyRow('size', 'a, axis=None', sizeOf),
  ...rows(['tf.rank', 'keras.ops.ndim'], dense(rankOf)),
  ...numpyRow('ndim', 'a', rankOf),
};
