import { asItems } from '../../values/read';
import { exactShape, writesExactShape } from '../core/facts';
import type { Rule } from '../core/rule';
import { asDType, asShape, tensor } from '../core/tensors';

/** `keras.Input(shape=…)`: a symbolic tensor with the batch in front (https://keras.io/api/layers/core_layers/input/). */
export const input: Rule = ({ args }) => {
  const batchShape = args.given('batch_shape') ? asShape(args.get('batch_shape')) : undefined;
  const shape = asShape(args.get('shape'));
  const batch = args.get('batch_size').kind === 'int' ? (asShape(args.get('batch_size'))?.[0] ?? null) : null;
  const full = batchShape !== undefined ? batchShape : shape ? [batch, ...shape] : null;
  const dtype = asDType(args.get('dtype'));
  const written = asItems(args.get(batchShape === undefined ? 'shape' : 'batch_shape'));
  const exact = written !== undefined && writesExactShape(written);
  return tensor('keras', full, dtype === undefined ? null : (dtype ?? 'float32'), exact ? { facts: exactShape } : {});
};
