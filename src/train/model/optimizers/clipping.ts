import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../plan/plan';

export type Clip = (gradients: tf.NamedTensorMap) => tf.NamedTensorMap;

/** Keeps gradients within the limits of an optimizer. */
export function makeClipper(config: { [parameter: string]: Json }): Clip {
  const { clipnorm, clipvalue, global_clipnorm } = config;
  const each = (gradients: tf.NamedTensorMap, change: (gradient: tf.Tensor) => tf.Tensor): tf.NamedTensorMap =>
    Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, change(gradient)]));
  const scaled = (gradient: tf.Tensor, norm: tf.Tensor, limit: number): tf.Tensor =>
    tf.mul(gradient, tf.div(limit, tf.maximum(norm, limit)));
  if (typeof clipvalue === 'number') return gradients => each(gradients, gradient => tf.clipByValue(gradient, -clipvalue, clipvalue));
  if (typeof clipnorm === 'number') return gradients => each(gradients, gradient => scaled(gradient, tf.norm(gradient), clipnorm));
  if (typeof global_clipnorm === 'number') {
    return gradients => {
      const norm = tf.sqrt(tf.addN(Object.values(gradients).map(gradient => tf.sum(tf.square(gradient)))));
      return each(gradients, gradient => scaled(gradient, norm, global_clipnorm));
    };
  }
  return gradients => gradients;
}
