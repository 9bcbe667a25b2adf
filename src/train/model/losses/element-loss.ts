import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../plan/plan';

/**
 * Loss of every example (the last axis is reduced), before they become one number. Both tensors have the same rank, but for sparse labels. `logits`
 * are what the predictions were made of by a softmax or sigmoid at the end of the model, if they were.
 */
export type ElementLoss = (labels: tf.Tensor, predictions: tf.Tensor, logits?: tf.Tensor) => tf.Tensor;

export type Config = { readonly [parameter: string]: Json };
export type LossMaker = (config: Config) => ElementLoss;

/** Keras's fuzz factor. */
export const EPSILON = 1e-7;

export const isOn = (config: Config, name: string): boolean => config[name] === true;
export const number = (config: Config, name: string, fallback: number): number => {
  const value = config[name];
  return typeof value === 'number' ? value : fallback;
};

export const meanLast = (x: tf.Tensor): tf.Tensor => tf.mean(x, -1);

/** Softplus without overflow: max(x, 0) + log(1 + exp(-|x|)). */
export const softplus = (x: tf.Tensor): tf.Tensor => tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));

/** Vectors along an axis of length 1; those near 0 are left as they are, as Keras leaves them. */
export const unit = (x: tf.Tensor, axis: number): tf.Tensor => tf.div(x, tf.sqrt(tf.maximum(tf.sum(tf.square(x), axis, true), 1e-12)));
