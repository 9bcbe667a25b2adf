import * as tf from '@tensorflow/tfjs-core';
import { matchRanks } from '../losses/losses';
import { type Measure, weightsFor } from './metric';

/** Weights of right and wrong answers at each threshold. */
export interface Confusion {
  truePositives: number[];
  falsePositives: number[];
  trueNegatives: number[];
  falseNegatives: number[];
}

export interface ConfusionSettings {
  thresholds: readonly number[];
  /** The thresholds are evenly spread over 0 to 1; "open": the first lies a little below 0. Predictions are sorted into buckets then, as Keras does. */
  even: false | 'closed' | 'open';
  /** Numbers of a label that are counted for each label apart; 1: all together. */
  labels?: number;
  /** What each label weighs. */
  labelWeights?: readonly number[];
  topK?: number;
  classId?: number;
  /** Predictions are logits. */
  fromLogits?: boolean;
}

/** What stands in place of a prediction that is not among the k likeliest. */
export const NEVER = -1e10;

/** Keras's test whether thresholds are 0 to 1 in even steps. */
export function areEven(thresholds: readonly number[]): boolean {
  const last = thresholds.length - 1;
  return last >= 2 && thresholds.every((threshold, i) => Math.abs(threshold - i / last) <= 1e-7 + 1e-5 * (i / last));
}

function onlyTop(predictions: tf.Tensor, k: number): tf.Tensor {
  const { indices } = tf.topk(predictions, k);
  const mask = tf.sum(tf.cast(tf.oneHot(indices as tf.Tensor1D, predictions.shape.at(-1) as number), 'float32'), -2);
  return tf.add(tf.mul(predictions, mask), tf.mul(NEVER, tf.sub(1, mask)));
}

const ofClass = (x: tf.Tensor, id: number): tf.Tensor =>
  tf.gather(x, tf.tensor1d([id < 0 ? id + (x.shape.at(-1) as number) : id], 'int32'), -1);

/** Sums of two rows of weights by threshold: [true labels, false labels], each of so many labels times so many thresholds. */
function sumsAbove(p: tf.Tensor, weights: readonly tf.Tensor[], { thresholds, even }: ConfusionSettings, labels: number): tf.Tensor[] {
  const count = thresholds.length;
  if (even) {
    const bucket = tf.sub(tf.ceil(tf.mul(tf.clipByValue(p, 0, 1), count - 1)), 1);
    const first = tf.cast(even === 'open' ? tf.relu(bucket) : bucket, 'int32');
    const isBelow = tf.cast(tf.less(first, 0), 'int32');
    // What lies below the first threshold goes to a bucket of its own.
    const place = tf.add(tf.mul(first, tf.sub(1, isBelow)), tf.mul(isBelow, labels * count));
    const offsets = tf.mul(tf.range(0, labels, 1, 'int32'), count);
    const ids = tf.minimum(tf.add(tf.reshape(place, [-1, labels]), offsets), labels * count) as tf.Tensor;
    return weights.map(weight =>
      tf.slice(
        tf.unsortedSegmentSum(tf.reshape(weight, [-1]), tf.reshape(tf.cast(ids, 'int32'), [-1]) as tf.Tensor1D, labels * count + 1),
        [0],
        [labels * count],
      ),
    );
  }
  const rows = tf.reshape(p, [-1, labels, 1]);
  const above = tf.cast(tf.greater(rows, tf.tensor1d([...thresholds])), 'float32');
  return weights.map(weight => tf.reshape(tf.sum(tf.mul(above, tf.reshape(weight, [-1, labels, 1])), 0), [-1]));
}

/** Counts of right and wrong answers as sums over batches: for each label what is above each threshold, true and false, then both in all. */
export function confusion(settings: ConfusionSettings): Pick<Measure, 'width' | 'update'> & { read(sums: number[]): Confusion[] } {
  const labels = settings.labels ?? 1;
  const count = settings.thresholds.length;
  const width = labels * (2 * count + 2);
  return {
    width,
    update(target, output, weights) {
      const { topK, classId, labelWeights, fromLogits } = settings;
      let p = fromLogits ? tf.sigmoid(output) : output;
      let truth = tf.cast(matchRanks(target, p), 'float32');
      if (topK !== undefined) p = onlyTop(p, topK);
      if (classId !== undefined) [p, truth] = [ofClass(p, classId), ofClass(truth, classId)];
      const isTrue = tf.cast(tf.notEqual(truth, 0), 'float32');
      let weight = weights ? weightsFor(p, weights) : tf.onesLike(p);
      if (labelWeights) weight = tf.mul(weight, tf.tensor1d([...labelWeights]));
      const [positive, negative] = [tf.mul(weight, isTrue), tf.mul(weight, tf.sub(1, isTrue))];
      const totals = [positive, negative].map(part => tf.sum(tf.reshape(part, [-1, labels]), 0));
      return tf.concat([...sumsAbove(p, [positive, negative], settings, labels), ...totals]) as tf.Tensor1D;
    },
    read: sums =>
      Array.from({ length: labels }, (_, label) => {
        const above = (part: number): number[] => {
          const found = sums.slice((part * labels + label) * count, (part * labels + label + 1) * count);
          return settings.even ? fromTheEnd(found) : found;
        };
        const [truePositives, falsePositives] = [above(0), above(1)];
        const [allTrue, allFalse] = [sums[2 * labels * count + label], sums[2 * labels * count + labels + label]];
        return {
          truePositives,
          falsePositives,
          falseNegatives: truePositives.map(value => allTrue - value),
          trueNegatives: falsePositives.map(value => allFalse - value),
        };
      }),
  };
}

/** Sums of each value and all after it. */
function fromTheEnd(values: number[]): number[] {
  let sum = 0;
  return values
    .toReversed()
    .map(value => (sum += value))
    .reverse();
}
