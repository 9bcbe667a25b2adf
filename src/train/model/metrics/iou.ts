import * as tf from '@tensorflow/tfjs-core';
import { type Config, EPSILON, isOn, number } from '../losses/element-loss';
import { type Measure, sumOf, weightsFor } from './metric';

export interface OverlapSettings {
  classes: number;
  /** Classes whose overlap is averaged. */
  targets: readonly number[];
  /** Class ids of labels, and of predictions. */
  labelIds(labels: tf.Tensor): tf.Tensor;
  predictedIds(predictions: tf.Tensor): tf.Tensor;
  ignored?: number;
}

const truncated = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'int32');
const likeliest = (x: tf.Tensor): tf.Tensor => tf.cast(tf.argMax(x, -1), 'int32');

/** Intersection over union of classes, from a matrix of labels against predictions. */
function overlap({ classes, targets, labelIds, predictedIds, ignored }: OverlapSettings): Measure {
  return {
    width: classes * classes,
    update(labels, predictions, weights) {
      const truth = tf.reshape(labelIds(labels), [-1]);
      const found = tf.reshape(predictedIds(predictions), [-1]);
      const inRange = (ids: tf.Tensor): tf.Tensor => tf.logicalAnd(tf.greaterEqual(ids, 0), tf.less(ids, classes));
      let counts = tf.logicalAnd(inRange(truth), inRange(found));
      if (ignored !== undefined) counts = tf.logicalAnd(counts, tf.notEqual(truth, ignored));
      const mask = tf.cast(counts, 'int32');
      const cells = tf.mul(tf.add(tf.mul(truth, classes), found), mask);
      // Keras keeps whole numbers, and cuts weights down to them.
      const weight = weights
        ? tf.reshape(weightsFor(tf.reshape(mask, labelIds(labels).shape), truncated(weights)), [-1])
        : tf.onesLike(mask);
      const values = tf.cast(tf.mul(weight, mask), 'float32');
      return tf.unsortedSegmentSum(values, tf.cast(cells, 'int32') as tf.Tensor1D, classes * classes) as tf.Tensor1D;
    },
    result(sums) {
      const at = (label: number, found: number): number => sums[label * classes + found];
      const all = Array.from({ length: classes }, (_, i) => i);
      const unions = targets.map(id => sumOf(all.map(other => at(id, other) + at(other, id))) - at(id, id));
      const shares = targets.flatMap((id, i) => (unions[i] > 1e-9 ? [at(id, id) / (unions[i] + EPSILON)] : []));
      return sumOf(shares) / (shares.length + EPSILON);
    },
  };
}

const idsIn = (value: Config[string] | undefined, fallback: readonly number[]): readonly number[] =>
  typeof value === 'number' ? [value] : Array.isArray(value) ? (value as number[]) : fallback;

/** IoU, MeanIoU and their forms for one-hot labels. */
export function classOverlap(config: Config, forms: { mean: boolean; oneHot: boolean }): Measure {
  const classes = number(config, 'num_classes', 2);
  const all = Array.from({ length: classes }, (_, i) => i);
  const sparse = (name: string): boolean => (forms.oneHot ? isOn(config, name) : config[name] !== false);
  return overlap({
    classes,
    targets: forms.mean ? all : idsIn(config.target_class_ids, all),
    labelIds: sparse('sparse_y_true') ? truncated : likeliest,
    predictedIds: sparse('sparse_y_pred') ? truncated : likeliest,
    ...(typeof config.ignore_class === 'number' && { ignored: config.ignore_class }),
  });
}

export const binaryOverlap = (config: Config): Measure =>
  overlap({
    classes: 2,
    targets: idsIn(config.target_class_ids, [0, 1]),
    labelIds: truncated,
    predictedIds: predictions => tf.cast(tf.greaterEqual(predictions, number(config, 'threshold', 0.5)), 'int32'),
  });
