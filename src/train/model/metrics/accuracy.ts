import * as tf from '@tensorflow/tfjs-core';
import { classIds } from '../losses/crossentropy';
import { type Config, number } from '../losses/element-loss';
import { matchRanks } from '../losses/losses';
import { type ExampleValues, type Measure, mean } from './metric';

type Maker = (config: Config) => Measure;

export const accuracy: Maker = () =>
  mean((labels, predictions) => tf.equal(tf.cast(matchRanks(labels, predictions), 'float32'), predictions));

export const binaryAccuracy: Maker = config =>
  mean((labels, predictions) => {
    const positive = tf.cast(tf.greater(predictions, number(config, 'threshold', 0.5)), 'float32');
    return tf.equal(tf.cast(matchRanks(labels, predictions), 'float32'), positive);
  });

export const categoricalAccuracy: Maker = () => mean((labels, predictions) => tf.equal(tf.argMax(labels, -1), tf.argMax(predictions, -1)));

export const sparseCategoricalAccuracy: Maker = () =>
  mean((labels, predictions) => tf.equal(classIds(labels, predictions), tf.argMax(predictions, -1)));

/** Whether the true class is among the k likeliest: fewer than k classes are likelier. */
const inTop =
  (k: number, ids: ExampleValues): ExampleValues =>
  (labels, predictions) => {
    const classes = predictions.shape.at(-1) as number;
    const target = tf.cast(tf.oneHot(ids(labels, predictions), classes), 'float32');
    const own = tf.sum(tf.mul(predictions, target), -1, true);
    return tf.less(tf.sum(tf.cast(tf.greater(predictions, own), 'float32'), -1), k);
  };

export const topKCategoricalAccuracy: Maker = config =>
  mean(inTop(number(config, 'k', 5), labels => tf.cast(tf.argMax(labels, -1), 'int32')));
export const sparseTopKCategoricalAccuracy: Maker = config => mean(inTop(number(config, 'k', 5), classIds));
