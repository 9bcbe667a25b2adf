import * as tf from '@tensorflow/tfjs-core';
import { type LossName, losses, takesClassIds } from '../../../plan/support/losses';
import { type KerasObject, nameIn } from '../../../plan/support/names';
import { resolve } from '../config';
import { maskedWeights } from '../masks';
import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  sparseCategoricalCrossentropy,
  validLabels,
} from './crossentropy';
import type { ElementLoss, LossMaker } from './element-loss';
import { dice, tversky } from './overlap';
import * as regression from './regression';

const makers: { readonly [name in LossName]: LossMaker } = {
  MeanSquaredError: regression.meanSquaredError,
  MeanAbsoluteError: regression.meanAbsoluteError,
  MeanAbsolutePercentageError: regression.meanAbsolutePercentageError,
  MeanSquaredLogarithmicError: regression.meanSquaredLogarithmicError,
  CosineSimilarity: regression.cosineSimilarity,
  Huber: regression.huber,
  LogCosh: regression.logCosh,
  Hinge: regression.hinge,
  SquaredHinge: regression.squaredHinge,
  CategoricalHinge: regression.categoricalHinge,
  KLDivergence: regression.kullbackLeibler,
  Poisson: regression.poisson,
  BinaryCrossentropy: binaryCrossentropy,
  BinaryFocalCrossentropy: binaryFocalCrossentropy,
  CategoricalCrossentropy: categoricalCrossentropy,
  CategoricalFocalCrossentropy: categoricalFocalCrossentropy,
  SparseCategoricalCrossentropy: sparseCategoricalCrossentropy,
  CategoricalGeneralizedCrossEntropy: categoricalGeneralizedCrossEntropy,
  Dice: dice,
  Tversky: tversky,
};

/** Whether a loss takes class ids instead of one value for every class. */
export const isSparse = (loss: KerasObject): boolean => takesClassIds.includes(nameIn(losses, loss.name) ?? '');

/** The loss of a plan. */
export function makeLoss(loss: KerasObject): ElementLoss {
  const { name, config } = resolve(losses, { ...loss });
  return makers[name](config);
}

/** What a loss is made one number of. */
export interface LossValues {
  values: tf.Tensor;
  labels: tf.Tensor;
  predictions: tf.Tensor;
  /** Of examples. */
  weights: tf.Tensor | undefined;
  /** Which steps count, where a mask reaches the loss. */
  mask?: tf.Tensor;
}

/** Weights of examples, spread over the other axes of what they weigh. */
const spread = (weights: tf.Tensor, values: tf.Tensor): tf.Tensor =>
  weights.rank >= values.rank ? weights : tf.reshape(weights, [...weights.shape, ...values.shape.slice(weights.rank).map(() => 1)]);

/** How a loss of a plan makes one number of those of the examples. */
export function makeReduction(loss: KerasObject): (parts: LossValues) => tf.Scalar {
  const { config } = resolve(losses, { ...loss });
  const { reduction = 'sum_over_batch_size', ignore_class: ignored } = config;
  const isMean = reduction === 'sum_over_batch_size' || reduction === 'mean';
  return ({ values, labels, predictions, weights, mask }) => {
    const given = maskedWeights(weights, mask, isMean);
    let weight = given && spread(given, values);
    if (typeof ignored === 'number') {
      // A mean is that of the labels that count.
      const valid = tf.cast(validLabels(labels, predictions, ignored), 'float32');
      const all =
        reduction === 'sum' || reduction === 'mean_with_sample_weight' ? valid : tf.mul(valid, tf.divNoNan(valid.size, tf.sum(valid)));
      weight = weight ? tf.mul(weight, all) : all;
    }
    const weighted = weight ? tf.mul(values, weight) : values;
    if (reduction === 'sum') return tf.sum(weighted);
    // A quotient of constants, as that of tf.divNoNan has no gradient.
    return reduction === 'mean_with_sample_weight' && weight ? tf.mul(tf.sum(weighted), tf.divNoNan(1, tf.sum(weight))) : tf.mean(weighted);
  };
}

/** Brings labels to the rank of the predictions as Keras does: [batch] and [batch, 1] are the same thing. */
export function matchRanks(labels: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
  if (labels.rank === predictions.rank - 1 && predictions.shape.at(-1) === 1) return tf.expandDims(labels, -1);
  if (labels.rank === predictions.rank + 1 && labels.shape.at(-1) === 1) return tf.squeeze(labels, [-1]);
  return labels;
}
