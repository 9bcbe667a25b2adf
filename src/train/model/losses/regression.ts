import * as tf from '@tensorflow/tfjs-core';
import { EPSILON, type LossMaker, meanLast, number, softplus, unit } from './element-loss';

export const meanSquaredError: LossMaker = () => (labels, predictions) => meanLast(tf.squaredDifference(labels, predictions));
export const meanAbsoluteError: LossMaker = () => (labels, predictions) => meanLast(tf.abs(tf.sub(labels, predictions)));

export const meanAbsolutePercentageError: LossMaker = () => (labels, predictions) =>
  tf.mul(100, meanLast(tf.abs(tf.div(tf.sub(labels, predictions), tf.maximum(tf.abs(labels), EPSILON)))));

export const meanSquaredLogarithmicError: LossMaker = () => (labels, predictions) => {
  const log = (x: tf.Tensor): tf.Tensor => tf.log(tf.add(tf.maximum(x, EPSILON), 1));
  return meanLast(tf.squaredDifference(log(labels), log(predictions)));
};

/** The cosine of the angle between labels and predictions, with the sign of a loss. */
export const cosineSimilarity: LossMaker = config => (labels, predictions) => {
  const axis = number(config, 'axis', -1);
  return tf.neg(tf.sum(tf.mul(unit(labels, axis), unit(predictions, axis)), axis));
};

export const logCosh: LossMaker = () => (labels, predictions) => {
  const error = tf.sub(predictions, labels);
  return meanLast(tf.sub(tf.add(error, softplus(tf.mul(error, -2))), Math.log(2)));
};

export const huber: LossMaker = config => (labels, predictions) => {
  const delta = number(config, 'delta', 1);
  // Half the square up to delta, a line from there: without a comparison, which has no gradient in tfjs.
  const error = tf.abs(tf.sub(labels, predictions));
  const inner = tf.minimum(error, delta);
  return meanLast(tf.add(tf.mul(0.5, tf.square(inner)), tf.mul(delta, tf.sub(error, inner))));
};

export const poisson: LossMaker = () => (labels, predictions) =>
  meanLast(tf.sub(predictions, tf.mul(labels, tf.log(tf.add(predictions, EPSILON)))));

export const kullbackLeibler: LossMaker = () => (labels, predictions) => {
  const target = tf.clipByValue(labels, EPSILON, 1);
  return tf.sum(tf.mul(target, tf.log(tf.div(target, tf.clipByValue(predictions, EPSILON, 1)))), -1);
};

/** Labels of hinge losses are -1 and 1; where a batch holds 0 and 1 only, they count as those. */
function signed(labels: tf.Tensor): tf.Tensor {
  const binary = tf.cast(tf.all(tf.logicalOr(tf.equal(labels, 0), tf.equal(labels, 1))), 'float32');
  return tf.add(labels, tf.mul(binary, tf.sub(labels, 1)));
}

export const hinge: LossMaker = () => (labels, predictions) => meanLast(tf.relu(tf.sub(1, tf.mul(signed(labels), predictions))));
export const squaredHinge: LossMaker = () => (labels, predictions) =>
  meanLast(tf.square(tf.relu(tf.sub(1, tf.mul(signed(labels), predictions)))));

export const categoricalHinge: LossMaker = () => (labels, predictions) => {
  const own = tf.sum(tf.mul(labels, predictions), -1);
  const best = tf.max(tf.mul(tf.sub(1, labels), predictions), -1);
  return tf.relu(tf.add(tf.sub(best, own), 1));
};
