import * as tf from '@tensorflow/tfjs-core';
import { weightedLayer } from './weighted';

type Pool = (x: tf.Tensor, axes: number[], keepDims: boolean, mask: tf.Tensor | undefined) => tf.Tensor;

/** One value for each channel of an example, of all its positions. */
const pooling = (className: string, pool: Pool) =>
  weightedLayer({
    className,
    weights: () => ({}),
    call: ({ inputs: [x], config, kwargs }) => {
      const axes = x.shape.flatMap((_, axis) => (axis === 0 || axis === x.rank - 1 ? [] : [axis]));
      const [mask] = (kwargs.masks ?? []) as (tf.Tensor | undefined)[];
      return pool(x, axes, config.keepdims === true, mask);
    },
  });

export const globalMaxPooling = pooling('KerasGlobalMaxPooling', (x, axes, keepDims) => tf.max(x, axes, keepDims));
export const globalAveragePooling = pooling('KerasGlobalAveragePooling', (x, axes, keepDims) => tf.mean(x, axes, keepDims));

/** Of the steps that a mask lets through. */
export const globalAveragePooling1d = pooling('KerasGlobalAveragePooling1D', (x, axes, keepDims, mask) => {
  if (mask === undefined) return tf.mean(x, axes, keepDims);
  const steps = tf.expandDims(tf.cast(mask, 'float32'), 2);
  return tf.div(tf.sum(tf.mul(x, steps), axes, keepDims), tf.sum(steps, axes, keepDims));
});
