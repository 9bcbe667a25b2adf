import * as tf from '@tensorflow/tfjs-core';
import { type Config, EPSILON, type LossMaker, number } from './element-loss';

/** Axes to sum over; all of them where none are given. */
const axesOf = ({ axis }: Config): number | number[] | undefined =>
  axis === null || axis === undefined ? undefined : (axis as number | number[]);

export const dice: LossMaker = config => (labels, predictions) => {
  const sum = (x: tf.Tensor): tf.Tensor => tf.sum(x, axesOf(config));
  const all = tf.add(tf.add(sum(labels), sum(predictions)), EPSILON);
  return tf.sub(1, tf.div(tf.mul(2, sum(tf.mul(labels, predictions))), all));
};

export const tversky: LossMaker = config => (labels, predictions) => {
  const sum = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.sum(tf.mul(x, y), axesOf(config));
  const both = sum(labels, predictions);
  const missed = tf.mul(sum(labels, tf.sub(1, predictions)), number(config, 'alpha', 0.5));
  const wrong = tf.mul(sum(predictions, tf.sub(1, labels)), number(config, 'beta', 0.5));
  return tf.sub(1, tf.div(both, tf.add(tf.add(tf.add(both, missed), wrong), EPSILON)));
};
