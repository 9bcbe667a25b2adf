import * as tf from '@tensorflow/tfjs-core';

/**
 * A metric as sums that add up over batches: what a batch adds (a vector of `width` numbers), and the value that the sums stand for. So the numbers
 * of a whole step leave the engine in one read.
 */
export interface Metric {
  name: string;
  width: number;
  /** Whether more is better ("up"); absent where Keras does not say. */
  direction?: 'up' | 'down';
  /** What is added to its sums where data of unknown size end: Keras's graph adds there what needs no batch. */
  atEnd?: readonly number[];
  /** A mask that reaches it leaves out what it masks, as in Keras's means of a function; others do not see one. */
  masked?: boolean;
  /** `weights` are of the examples: [batch], or of their steps. */
  update(labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined, logits?: tf.Tensor): tf.Tensor1D;
  result(sums: number[]): number;
}

/** What a metric computes, before it has a name. */
export type Measure = Pick<Metric, 'width' | 'masked' | 'atEnd' | 'update' | 'result'>;
export type ExampleValues = (labels: tf.Tensor, predictions: tf.Tensor, logits?: tf.Tensor) => tf.Tensor;

/** Division that gives 0 where there is nothing to divide by. */
export const ratio = (sum: number, count: number): number => (count === 0 ? 0 : sum / count);
export const meanOf = (values: readonly number[]): number => ratio(sumOf(values), values.length);
export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Weights of examples, spread over the other axes of `values`. */
export function weightsFor(values: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const missing = values.shape.slice(weights.rank).map(() => 1);
  return tf.mul(tf.reshape(weights, [...weights.shape, ...missing]), tf.onesLike(values));
}

/** [weighted sum, weight] of values. */
function weightedSum(values: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor1D {
  const floats = tf.cast(values, 'float32');
  if (!weights) return tf.stack([tf.sum(floats), tf.scalar(floats.size)]) as tf.Tensor1D;
  const full = weightsFor(floats, weights);
  return tf.stack([tf.sum(tf.mul(floats, full)), tf.sum(full)]) as tf.Tensor1D;
}

/** The mean of a value of each example. */
export const mean = (values: ExampleValues, finish: (mean: number) => number = value => value): Measure => ({
  width: 2,
  masked: true,
  update: (labels, predictions, weights, logits) => weightedSum(values(labels, predictions, logits), weights),
  result: ([sum = 0, count = 0]) => finish(ratio(sum, count)),
});
