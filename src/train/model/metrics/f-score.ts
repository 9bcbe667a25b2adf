import * as tf from '@tensorflow/tfjs-core';
import { type Config, EPSILON, number } from '../losses/element-loss';
import { type Measure, meanOf, sumOf } from './metric';

/** The weighted harmonic mean of precision and recall of each class; `classes` is the size of the last axis of what the model gives. */
export function fBetaScore(config: Config, classes: number): Measure {
  const { average = null, threshold } = config;
  const square = number(config, 'beta', 1) ** 2;
  const count = average === 'micro' ? 1 : classes;
  return {
    width: 3 * count,
    update(labels, predictions, weights) {
      if (labels.rank !== 2 || predictions.rank !== 2)
        throw new Error('an F-score takes labels and predictions of two axes: [batch, classes]');
      const positive =
        typeof threshold === 'number'
          ? tf.greater(predictions, threshold)
          : tf.logicalAnd(tf.greaterEqual(predictions, tf.max(predictions, -1, true)), tf.greater(tf.abs(predictions), 1e-9));
      const [p, truth] = [tf.cast(positive, 'float32'), tf.cast(labels, 'float32')];
      const sums = [tf.mul(p, truth), tf.mul(p, tf.sub(1, truth)), tf.mul(tf.sub(1, p), truth)].map(part =>
        tf.sum(weights ? tf.mul(part, tf.expandDims(weights, 1)) : part, average === 'micro' ? undefined : 0),
      );
      return tf.concat(sums.map(sum => tf.reshape(sum, [count]))) as tf.Tensor1D;
    },
    result(sums) {
      const [hits, wrong, missed] = [0, 1, 2].map(part => sums.slice(part * count, (part + 1) * count));
      const scores = hits.map((hit, i) => {
        const precision = hit / (hit + wrong[i] + EPSILON);
        const recall = hit / (hit + missed[i] + EPSILON);
        return ((1 + square) * precision * recall) / (square * precision + recall + EPSILON);
      });
      if (average !== 'weighted') return meanOf(scores);
      const own = hits.map((hit, i) => hit + missed[i]);
      return sumOf(scores.map((score, i) => (score * own[i]) / (sumOf(own) + EPSILON)));
    },
  };
}
