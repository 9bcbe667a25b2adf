import type { NamedConfig } from '../../plan/plan';
import { plainName } from '../../plan/support/names';
import { type NdArray, numbersOf } from '../input/array';

/**
 * Refuses class ids that the last layer has no output for, as TensorFlow does; a one-hot of such an id would be zeros, and the run silently wrong. `shape` is that of the
 * output, [batch, …, classes]; undefined before the model is built.
 */
export function checkClassIds(labels: NdArray, loss: NamedConfig | null | undefined, shape: readonly number[] | undefined): void {
  if (!loss || shape === undefined || plainName(loss.name) !== 'sparsecategoricalcrossentropy') return;
  const classes = shape.at(-1) ?? 0;
  const ignored = typeof loss.config.ignore_class === 'number' ? loss.config.ignore_class : undefined;
  const ids = numbersOf(labels, 'the labels');
  for (let i = 0; i < ids.length; i++) {
    const id = Math.trunc(ids[i]);
    if ((id >= 0 && id < classes) || id === ignored) continue;
    const example = Math.floor(i / (ids.length / (labels.shape[0] || 1)));
    throw new Error(
      `a label is ${id} (example ${example} of the batch), and the last layer has ${classes} outputs, for the classes 0 to ${classes - 1}; give it more units, or map the labels`,
    );
  }
}
