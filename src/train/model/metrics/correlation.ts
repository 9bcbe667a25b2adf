import * as tf from '@tensorflow/tfjs-core';
import type { ExampleValues } from './metric';

/** The mean of products of deviations, along an axis; of two constants it is no number, as in Keras. */
export const pearson =
  (axis: number): ExampleValues =>
  (labels, predictions) => {
    const standard = (x: tf.Tensor): tf.Tensor => {
      const { mean, variance } = tf.moments(x, axis, true);
      return tf.div(tf.sub(x, mean), tf.sqrt(variance));
    };
    return tf.mean(tf.mul(standard(labels), standard(predictions)), axis);
  };

/** Keras 3 takes the labels' deviation from the mean of the predictions. */
export const concordance =
  (axis: number): ExampleValues =>
  (labels, predictions) => {
    const [truth, found] = [tf.moments(labels, axis, true), tf.moments(predictions, axis, true)];
    const covariance = tf.mul(tf.sub(labels, found.mean), tf.sub(predictions, found.mean));
    const norm = tf.add(tf.add(truth.variance, found.variance), tf.squaredDifference(truth.mean, found.mean));
    return tf.mean(tf.div(tf.mul(2, covariance), tf.add(norm, 1e-7)), axis);
  };
