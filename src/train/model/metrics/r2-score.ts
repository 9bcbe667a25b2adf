import * as tf from '@tensorflow/tfjs-core';
import type { Config } from '../losses/element-loss';
import { matchRanks } from '../losses/losses';
import { type Measure, meanOf, sumOf, weightsFor } from './metric';

/** How much of the labels' variance the predictions explain; `outputs` is the size of the last axis of what the model gives. */
export function r2Score(config: Config, outputs: number): Measure {
  const { class_aggregation: aggregation = 'uniform_average' } = config;
  return {
    width: 4 * outputs,
    update(labels, predictions, weights) {
      const truth = tf.cast(matchRanks(labels, predictions), 'float32');
      if (truth.rank !== 2) throw new Error('R2Score takes labels and predictions of two axes: [batch, outputs]');
      const weight = weights ? weightsFor(truth, weights) : tf.onesLike(truth);
      const own = tf.mul(truth, weight);
      const parts = [own, tf.mul(truth, own), tf.mul(tf.squaredDifference(truth, predictions), weight), weight];
      return tf.concat(parts.map(part => tf.sum(part, 0))) as tf.Tensor1D;
    },
    result(sums) {
      const [sum, squares, residuals, counts] = [0, 1, 2, 3].map(part => sums.slice(part * outputs, (part + 1) * outputs));
      const totals = squares.map((square, i) => square - (sum[i] * sum[i]) / counts[i]);
      const scores = totals
        .map((total, i) => 1 - residuals[i] / total)
        .map(score => (Math.abs(score) === Number.POSITIVE_INFINITY ? 0 : score));
      return aggregation === 'variance_weighted_average' ? sumOf(scores.map((one, i) => one * totals[i])) / sumOf(totals) : meanOf(scores);
    },
  };
}
