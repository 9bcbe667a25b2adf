import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../plan/plan';
import { type LossName, type MetricName, metrics, shortMetrics } from '../../plan/support/compile';
import type { KerasObject } from '../../plan/support/names';
import { resolve } from './config';
import { classIds, isSparse, makeLoss, matchRanks } from './losses';

/**
 * A metric as sums that add up over batches: what a batch adds (a vector of `width` numbers), and the value that the sums stand for. So the numbers
 * of a whole step leave the engine in one read.
 */
export interface Metric {
  name: string;
  width: number;
  /** Whether more is better. */
  rises: boolean;
  update(labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined, logits?: tf.Tensor): tf.Tensor1D;
  result(sums: number[]): number;
}

type Values = (labels: tf.Tensor, predictions: tf.Tensor, logits?: tf.Tensor) => tf.Tensor;

/** Weights of examples, spread over the other axes of `values`. */
function weightsFor(values: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const spread = tf.reshape(weights, [weights.shape[0], ...values.shape.slice(1).map(() => 1)]);
  return tf.mul(spread, tf.onesLike(values));
}

/** [weighted sum, weight] of values. */
function weightedSum(values: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor1D {
  const floats = tf.cast(values, 'float32');
  if (!weights) return tf.stack([tf.sum(floats), tf.scalar(floats.size)]) as tf.Tensor1D;
  const full = weightsFor(floats, weights);
  return tf.stack([tf.sum(tf.mul(floats, full)), tf.sum(full)]) as tf.Tensor1D;
}

const ratio = (sum: number, count: number): number => (count === 0 ? 0 : sum / count);

const meanOf = (name: string, values: Values, rises: boolean, finish: (mean: number) => number = mean => mean): Metric => ({
  name,
  width: 2,
  rises,
  update: (labels, predictions, weights, logits) => weightedSum(values(labels, predictions, logits), weights),
  result: ([sum = 0, count = 0]) => finish(ratio(sum, count)),
});

const binaryAccuracy =
  (threshold: number): Values =>
  (labels, predictions) =>
    tf.equal(tf.cast(matchRanks(labels, predictions), 'float32'), tf.cast(tf.greater(predictions, threshold), 'float32'));
const categoricalAccuracy: Values = (labels, predictions) => tf.equal(tf.argMax(labels, -1), tf.argMax(predictions, -1));
const sparseCategoricalAccuracy: Values = (labels, predictions) => tf.equal(classIds(labels, predictions), tf.argMax(predictions, -1));

/** Whether the true class is among the k likeliest: fewer than k classes are likelier. */
const inTop =
  (k: number, sparse: boolean): Values =>
  (labels, predictions) => {
    const classes = predictions.shape.at(-1) as number;
    const ids = sparse ? classIds(labels, predictions) : tf.cast(tf.argMax(labels, -1), 'int32');
    const target = tf.cast(tf.oneHot(ids, classes), 'float32');
    const own = tf.sum(tf.mul(predictions, target), -1, true);
    return tf.less(tf.sum(tf.cast(tf.greater(predictions, own), 'float32'), -1), k);
  };

/** True positives, and what they are held against. */
function counting(name: string, threshold: number, against: (labels: tf.Tensor, positive: tf.Tensor) => tf.Tensor): Metric {
  return {
    name,
    width: 2,
    rises: true,
    update(labels, predictions, weights) {
      const truth = tf.cast(matchRanks(labels, predictions), 'float32');
      const positive = tf.cast(tf.greater(predictions, threshold), 'float32');
      const full = weights ? weightsFor(positive, weights) : tf.onesLike(positive);
      return tf.stack([tf.sum(tf.mul(full, tf.mul(truth, positive))), tf.sum(tf.mul(full, against(truth, positive)))]) as tf.Tensor1D;
    },
    result: ([hits = 0, all = 0]) => ratio(hits, all),
  };
}

type MetricMaker = (name: string, config: { [parameter: string]: Json }) => Metric;

const threshold = (config: { [parameter: string]: Json }): number => (typeof config.threshold === 'number' ? config.threshold : 0.5);
const top = (config: { [parameter: string]: Json }): number => (typeof config.k === 'number' ? config.k : 5);

/** Metrics that are no losses: name in the logs, and how it is made. */
const makers: { readonly [name in Exclude<MetricName, LossName>]: [logName: string, make: MetricMaker] } = {
  BinaryAccuracy: ['binary_accuracy', (name, config) => meanOf(name, binaryAccuracy(threshold(config)), true)],
  CategoricalAccuracy: ['categorical_accuracy', name => meanOf(name, categoricalAccuracy, true)],
  SparseCategoricalAccuracy: ['sparse_categorical_accuracy', name => meanOf(name, sparseCategoricalAccuracy, true)],
  TopKCategoricalAccuracy: ['top_k_categorical_accuracy', (name, config) => meanOf(name, inTop(top(config), false), true)],
  SparseTopKCategoricalAccuracy: ['sparse_top_k_categorical_accuracy', (name, config) => meanOf(name, inTop(top(config), true), true)],
  Precision: ['precision', (name, config) => counting(name, thresholdsOf(config), (_labels, positive) => positive)],
  Recall: ['recall', (name, config) => counting(name, thresholdsOf(config), labels => labels)],
  RootMeanSquaredError: [
    'root_mean_squared_error',
    name => meanOf(name, (labels, predictions) => tf.squaredDifference(matchRanks(labels, predictions), predictions), false, Math.sqrt),
  ],
};

const thresholdsOf = (config: { [parameter: string]: Json }): number => (typeof config.thresholds === 'number' ? config.thresholds : 0.5);

/** Losses that Keras offers as metrics too, with the names that they are logged under. */
const lossMetrics: { readonly [name in Extract<MetricName, LossName>]: string } = {
  MeanSquaredError: 'mean_squared_error',
  MeanAbsoluteError: 'mean_absolute_error',
  MeanAbsolutePercentageError: 'mean_absolute_percentage_error',
  MeanSquaredLogarithmicError: 'mean_squared_logarithmic_error',
  BinaryCrossentropy: 'binary_crossentropy',
  CategoricalCrossentropy: 'categorical_crossentropy',
  SparseCategoricalCrossentropy: 'sparse_categorical_crossentropy',
  KLDivergence: 'kl_divergence',
  Poisson: 'poisson',
  Hinge: 'hinge',
};
/** Names that a metric is logged under as they were written, not in full. */
const brief = new Set(['mse', 'mae', 'mape', 'msle', 'bce', 'kld']);

/** Shapes that decide what "accuracy" means. */
export interface MetricContext {
  loss: KerasObject;
  /** Shape of the model's output and of the labels, the batch axis included. */
  output: readonly (number | null)[];
  labels: readonly (number | null)[];
}

/** Which accuracy or crossentropy is meant by the short name, as Keras decides it from the shapes. */
function resolveShort(kind: 'accuracy' | 'crossentropy', { output, labels, loss }: MetricContext): string {
  if (output.at(-1) === 1) return `binary${kind}`;
  const sparse = isSparse(loss) || labels.length < output.length || (labels.at(-1) === 1 && output.at(-1) !== 1);
  return `${sparse ? 'sparse' : ''}categorical${kind}`;
}

const isShort = (name: string): name is keyof typeof shortMetrics => Object.hasOwn(shortMetrics, name);
const isLoss = (name: MetricName): name is Extract<MetricName, LossName> => Object.hasOwn(lossMetrics, name);

/** The metric of a plan. */
export function makeMetric(metric: KerasObject, context: MetricContext): Metric {
  const short = isShort(metric.name) ? shortMetrics[metric.name] : undefined;
  const { name, config } = resolve(metrics, { ...metric, name: short ? resolveShort(short, context) : metric.name });
  const asWritten = short || brief.has(metric.name.toLowerCase()) ? metric.name : undefined;
  const named = typeof config.name === 'string' ? config.name : asWritten;
  if (!isLoss(name)) {
    const [logName, make] = makers[name];
    return make(named ?? logName, config);
  }
  const values = makeLoss({ name, config });
  const sparse = name === 'SparseCategoricalCrossentropy';
  return meanOf(
    named ?? lossMetrics[name],
    (labels, predictions, logits) => values(sparse ? labels : matchRanks(labels, predictions), predictions, logits),
    false,
  );
}
