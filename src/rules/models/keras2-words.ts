import { printShape, type Shape } from '../../tensor/shape';
import type { Loss } from './losses';

/** Labels of one axis get a second one before Keras 2 compares them. */
const asKeras2Sees = (target: Shape, output: Shape): Shape => (target?.length === 1 && output?.length === 2 ? [...target, 1] : target);

/** What the `fit` of Keras 2 says of labels that a loss does not take. */
export function keras2Words({ family }: Loss, labels: Shape, output: Shape): string {
  const [target, given] = [printShape(asKeras2Sees(labels, output)), printShape(output)];
  if (family === 'categorical') return `Shapes ${target} and ${given} are incompatible`;
  if (family === 'sparse') return 'logits and labels must have the same first dimension';
  return family === 'elementwise' ? 'Dimensions must be equal' : 'must have the same shape';
}

/** What its models say of data of another shape. */
export const keras2InputWords = (wanted: Shape, given: Shape): string =>
  `is incompatible with the layer: expected shape=${printShape(wanted)}, found shape=${printShape(given)}`;
