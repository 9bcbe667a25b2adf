import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../plan/plan';
import { type LossName, losses } from '../../plan/support/compile';
import { type KerasObject, nameIn } from '../../plan/support/names';
import { resolve } from './config';

/**
 * Loss of every example (the last axis is reduced), before the mean over the batch. Both tensors have the same rank, but for sparse labels. `logits`
 * are what the predictions were made of by a softmax or sigmoid at the end of the model, if they were.
 */
export type ElementLoss = (labels: tf.Tensor, predictions: tf.Tensor, logits?: tf.Tensor) => tf.Tensor;

/** Keras's fuzz factor. */
export const EPSILON = 1e-7;

const clip = (x: tf.Tensor): tf.Tensor => tf.clipByValue(x, EPSILON, 1 - EPSILON);
const meanLast = (x: tf.Tensor): tf.Tensor => tf.mean(x, -1);

/** Softplus without overflow: max(x, 0) + log(1 + exp(-|x|)). */
const softplus = (x: tf.Tensor): tf.Tensor => tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));

/** Crossentropy of each example. Its gradient is TensorFlow's, which takes the labels to add up to 1. */
const softmaxCrossentropy = (labels: tf.Tensor, logits: tf.Tensor): tf.Tensor =>
  tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [x, target, save] = given as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([x, target]);
    return {
      value: tf.neg(tf.sum(tf.mul(target, tf.logSoftmax(x)), -1)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const pull = tf.mul(tf.expandDims(dy, -1), tf.sub(tf.softmax(saved[0]), saved[1]));
        return [pull, tf.zerosLike(saved[1])];
      },
    };
  })(logits, labels);

function smooth(labels: tf.Tensor, smoothing: number, classes: number): tf.Tensor {
  return smoothing === 0 ? labels : tf.add(tf.mul(labels, 1 - smoothing), smoothing / classes);
}

type LossMaker = (config: { [parameter: string]: Json }) => ElementLoss;

const flag = (config: { [parameter: string]: Json }, name: string): boolean => config[name] === true;
const number = (config: { [parameter: string]: Json }, name: string, fallback: number): number => {
  const value = config[name];
  return typeof value === 'number' ? value : fallback;
};

/** Sparse labels as class ids without the last axis, should it be there. */
export function classIds(labels: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
  const ids = labels.rank === predictions.rank ? tf.squeeze(labels, [-1]) : labels;
  return tf.cast(ids, 'int32');
}

const meanSquaredError: LossMaker = () => (labels, predictions) => meanLast(tf.squaredDifference(labels, predictions));
const meanAbsoluteError: LossMaker = () => (labels, predictions) => meanLast(tf.abs(tf.sub(labels, predictions)));
const meanAbsolutePercentageError: LossMaker = () => (labels, predictions) =>
  tf.mul(100, meanLast(tf.abs(tf.div(tf.sub(labels, predictions), tf.maximum(tf.abs(labels), EPSILON)))));
const meanSquaredLogarithmicError: LossMaker = () => (labels, predictions) => {
  const log = (x: tf.Tensor): tf.Tensor => tf.log(tf.add(tf.maximum(x, EPSILON), 1));
  return meanLast(tf.squaredDifference(log(labels), log(predictions)));
};

const binaryCrossentropy: LossMaker = config => {
  const fromLogits = flag(config, 'from_logits');
  const smoothing = number(config, 'label_smoothing', 0);
  return (labels, predictions, logits) => {
    const target = smooth(labels, smoothing, 2);
    const x = fromLogits ? (logits ?? predictions) : logits;
    if (x !== undefined) return meanLast(tf.sub(softplus(x), tf.mul(target, x)));
    const p = clip(predictions);
    const likelihood = tf.add(tf.mul(target, tf.log(p)), tf.mul(tf.sub(1, target), tf.log(tf.sub(1, p))));
    return tf.neg(meanLast(likelihood));
  };
};

const categoricalCrossentropy: LossMaker = config => {
  const fromLogits = flag(config, 'from_logits');
  const smoothing = number(config, 'label_smoothing', 0);
  return (labels, predictions, logits) => {
    const target = smooth(labels, smoothing, predictions.shape.at(-1) as number);
    const x = fromLogits ? (logits ?? predictions) : logits;
    if (x !== undefined) return softmaxCrossentropy(target, x);
    // Probabilities are made to add up to 1 first.
    const probabilities = clip(tf.div(predictions, tf.sum(predictions, -1, true)));
    return tf.neg(tf.sum(tf.mul(target, tf.log(probabilities)), -1));
  };
};

const sparseCategoricalCrossentropy: LossMaker = config => {
  const fromLogits = flag(config, 'from_logits');
  return (labels, predictions, logits) => {
    const classes = predictions.shape.at(-1) as number;
    // The WebAssembly engine's one-hot writes whole numbers whatever dtype is asked for.
    const target = tf.cast(tf.oneHot(classIds(labels, predictions), classes), 'float32');
    const x = fromLogits ? (logits ?? predictions) : logits;
    return softmaxCrossentropy(target, x ?? tf.log(clip(predictions)));
  };
};

const kullbackLeibler: LossMaker = () => (labels, predictions) => {
  const target = tf.clipByValue(labels, EPSILON, 1);
  return tf.sum(tf.mul(target, tf.log(tf.div(target, tf.clipByValue(predictions, EPSILON, 1)))), -1);
};

/** Labels of hinge losses may be 0 and 1; they count as -1 and 1. */
const signed = (labels: tf.Tensor): tf.Tensor => tf.where(tf.equal(labels, 0), tf.neg(tf.onesLike(labels)), labels);

const makers: { readonly [name in LossName]: LossMaker } = {
  MeanSquaredError: meanSquaredError,
  MeanAbsoluteError: meanAbsoluteError,
  MeanAbsolutePercentageError: meanAbsolutePercentageError,
  MeanSquaredLogarithmicError: meanSquaredLogarithmicError,
  BinaryCrossentropy: binaryCrossentropy,
  CategoricalCrossentropy: categoricalCrossentropy,
  SparseCategoricalCrossentropy: sparseCategoricalCrossentropy,
  KLDivergence: kullbackLeibler,
  Hinge: () => (labels, predictions) => meanLast(tf.relu(tf.sub(1, tf.mul(signed(labels), predictions)))),
  SquaredHinge: () => (labels, predictions) => meanLast(tf.square(tf.relu(tf.sub(1, tf.mul(signed(labels), predictions))))),
  Poisson: () => (labels, predictions) => meanLast(tf.sub(predictions, tf.mul(labels, tf.log(tf.add(predictions, EPSILON))))),
  LogCosh: () => (labels, predictions) => {
    const error = tf.sub(predictions, labels);
    return meanLast(tf.sub(tf.add(error, softplus(tf.mul(error, -2))), Math.log(2)));
  },
  Huber: config => (labels, predictions) => {
    const delta = number(config, 'delta', 1);
    // Half the square up to delta, a line from there: without a comparison, which has no gradient in tfjs.
    const error = tf.abs(tf.sub(labels, predictions));
    const inner = tf.minimum(error, delta);
    return meanLast(tf.add(tf.mul(0.5, tf.square(inner)), tf.mul(delta, tf.sub(error, inner))));
  },
};

/** Whether a loss takes class ids instead of one value for every class. */
export const isSparse = (loss: KerasObject): boolean => nameIn(losses, loss.name) === 'SparseCategoricalCrossentropy';

/** The loss of a plan. */
export function makeLoss(loss: KerasObject): ElementLoss {
  const { name, config } = resolve(losses, { ...loss });
  return makers[name](config);
}

/** Brings labels to the rank of the predictions as Keras does: [batch] and [batch, 1] are the same thing. */
export function matchRanks(labels: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
  if (labels.rank === predictions.rank - 1 && predictions.shape.at(-1) === 1) return tf.expandDims(labels, -1);
  if (labels.rank === predictions.rank + 1 && labels.shape.at(-1) === 1) return tf.squeeze(labels, [-1]);
  return labels;
}
