import * as tf from '@tensorflow/tfjs-core';
import { type Config, EPSILON, isOn, type LossMaker, meanLast, number, softplus } from './element-loss';

const clip = (x: tf.Tensor): tf.Tensor => tf.clipByValue(x, EPSILON, 1 - EPSILON);

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

function smooth(labels: tf.Tensor, config: Config, classes: number): tf.Tensor {
  const smoothing = number(config, 'label_smoothing', 0);
  return smoothing === 0 ? labels : tf.add(tf.mul(labels, 1 - smoothing), smoothing / classes);
}

/** Sparse labels as class ids without the last axis, should it be there. */
export function classIds(labels: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
  const ids = labels.rank === predictions.rank ? tf.squeeze(labels, [-1]) : labels;
  return tf.cast(ids, 'int32');
}

/** The WebAssembly engine's one-hot writes whole numbers whatever dtype is asked for. */
const oneHot = (ids: tf.Tensor, classes: number): tf.Tensor => tf.cast(tf.oneHot(ids, classes), 'float32');

/** Crossentropy of each value of the predictions. */
function binaryElements(target: tf.Tensor, predictions: tf.Tensor, logits: tf.Tensor | undefined): tf.Tensor {
  if (logits !== undefined) return tf.sub(softplus(logits), tf.mul(target, logits));
  const p = clip(predictions);
  return tf.neg(tf.add(tf.mul(target, tf.log(p)), tf.mul(tf.sub(1, target), tf.log(tf.sub(1, p)))));
}

export const binaryCrossentropy: LossMaker = config => (labels, predictions, logits) => {
  const x = isOn(config, 'from_logits') ? (logits ?? predictions) : logits;
  return meanLast(binaryElements(smooth(labels, config, 2), predictions, x));
};

export const binaryFocalCrossentropy: LossMaker = config => (labels, predictions, logits) => {
  const fromLogits = isOn(config, 'from_logits');
  const gamma = number(config, 'gamma', 2);
  const alpha = number(config, 'alpha', 0.25);
  const target = smooth(labels, config, 2);
  const p = fromLogits ? tf.sigmoid(predictions) : predictions;
  const right = tf.add(tf.mul(target, p), tf.mul(tf.sub(1, target), tf.sub(1, p)));
  const focus = tf.pow(tf.sub(1, right), gamma);
  const weight = isOn(config, 'apply_class_balancing') ? tf.add(tf.mul(target, alpha), tf.mul(tf.sub(1, target), 1 - alpha)) : 1;
  return meanLast(tf.mul(weight, tf.mul(focus, binaryElements(target, p, fromLogits ? predictions : logits))));
};

/** Predictions that are made to add up to 1. */
const normalized = (predictions: tf.Tensor): tf.Tensor => clip(tf.div(predictions, tf.sum(predictions, -1, true)));

export const categoricalCrossentropy: LossMaker = config => (labels, predictions, logits) => {
  const target = smooth(labels, config, predictions.shape.at(-1) as number);
  const x = isOn(config, 'from_logits') ? (logits ?? predictions) : logits;
  if (x !== undefined) return softmaxCrossentropy(target, x);
  return tf.neg(tf.sum(tf.mul(target, tf.log(normalized(predictions))), -1));
};

export const categoricalFocalCrossentropy: LossMaker = config => (labels, predictions) => {
  const alpha = (Array.isArray(config.alpha) ? tf.tensor1d(config.alpha as number[]) : number(config, 'alpha', 0.25)) as tf.Tensor;
  const target = smooth(labels, config, predictions.shape.at(-1) as number);
  const p = normalized(isOn(config, 'from_logits') ? tf.softmax(predictions) : predictions);
  const focus = tf.mul(tf.pow(tf.sub(1, p), number(config, 'gamma', 2)), alpha);
  return tf.neg(tf.sum(tf.mul(focus, tf.mul(target, tf.log(p))), -1));
};

/** Which labels count: those that are not of the class that is ignored. */
export const validLabels = (labels: tf.Tensor, predictions: tf.Tensor, ignored: number): tf.Tensor =>
  tf.notEqual(classIds(labels, predictions), tf.scalar(ignored, 'int32'));

export const sparseCategoricalCrossentropy: LossMaker = config => (labels, predictions, logits) => {
  const classes = predictions.shape.at(-1) as number;
  const fromLogits = isOn(config, 'from_logits');
  const { ignore_class: ignored } = config;
  if (typeof ignored === 'number') {
    const valid = tf.cast(validLabels(labels, predictions, ignored), 'float32');
    const ids = tf.mul(classIds(labels, predictions), tf.cast(valid, 'int32'));
    const kept = tf.mul(predictions, tf.expandDims(valid, -1));
    return tf.mul(valid, softmaxCrossentropy(oneHot(ids, classes), fromLogits ? kept : tf.log(clip(kept))));
  }
  const x = fromLogits ? (logits ?? predictions) : logits;
  return softmaxCrossentropy(oneHot(classIds(labels, predictions), classes), x ?? tf.log(clip(predictions)));
};

export const categoricalGeneralizedCrossEntropy: LossMaker = config => (labels, predictions) => {
  const q = number(config, 'q', 0.5);
  const own = tf.sum(tf.mul(predictions, oneHot(classIds(labels, predictions), predictions.shape.at(-1) as number)), -1);
  return tf.div(tf.sub(1, tf.pow(own, q)), q);
};
