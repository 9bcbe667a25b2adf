import * as tf from '@tensorflow/tfjs-core';
import type { MaskUse } from '../../plan/support/layer-row';

type Mask = tf.Tensor | undefined;

/** A layer of tfjs as far as masks go. */
interface Masking {
  computeMask(inputs: tf.Tensor | tf.Tensor[], mask?: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] | null;
}

/** The mask of what a layer gives, as Keras's compute_mask has it; undefined where it gives none. */
export function maskAfter(use: MaskUse | undefined, layer: object, inputs: tf.Tensor[], masks: Mask[]): Mask {
  const [x] = inputs;
  switch (use) {
    case undefined:
      return undefined;
    case 'passes':
    case 'softens':
      return masks[0];
    case 'merges':
      return masks.every(mask => mask !== undefined)
        ? masks.reduce((all, mask) => tf.logicalOr(all as tf.Tensor, mask as tf.Tensor))
        : undefined;
    case 'joins':
      return joined(inputs, masks, (layer as { axis?: number }).axis ?? -1);
    case 'makes':
    case 'uses': {
      const made = (layer as Masking).computeMask(x, masks[0]);
      return (Array.isArray(made) ? made[0] : made) ?? undefined;
    }
  }
}

/** That of a concatenation: where any value of a step counts, the step does. */
function joined(inputs: tf.Tensor[], masks: Mask[], axis: number): Mask {
  if (masks.every(mask => mask === undefined)) return undefined;
  const full = inputs.map((input, i) => {
    const mask = masks[i];
    if (mask === undefined) return tf.ones(input.shape, 'bool');
    return mask.rank < input.rank ? tf.logicalOr(tf.expandDims(mask, -1), tf.zeros(input.shape, 'bool')) : mask;
  });
  return tf.any(tf.concat(full, axis < 0 ? axis + full[0].rank : axis), -1);
}

/** Weights over `values`: one for each example, step, and so on, from the first axis on; the other axes share it. */
const spreadWeights = (weights: tf.Tensor, rank: number): tf.Tensor => {
  const { shape } = weights;
  const kept = shape.length > rank && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  return tf.reshape(weights, [...kept, ...new Array<number>(Math.max(0, rank - kept.length)).fill(1)]);
};

/** Weights where a mask reaches what they weigh: none of what is masked. `isMean`: so much more of the rest that the mean over all is its mean. */
export function maskedWeights(weights: tf.Tensor | undefined, mask: Mask, isMean = false): tf.Tensor | undefined {
  if (mask === undefined) return weights;
  const floats = tf.cast(mask, 'float32');
  const shares = isMean ? tf.mul(floats, tf.divNoNan(tf.scalar(floats.size), tf.sum(floats))) : floats;
  return weights === undefined ? shares : tf.mul(spreadWeights(weights, shares.rank), shares);
}
