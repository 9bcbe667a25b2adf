import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../plan/plan';
import { type OptimizerName, optimizers } from '../../plan/support/compile';
import type { KerasObject } from '../../plan/support/names';
import { resolve } from './config';

/** An optimizer with what Keras does around it. */
export interface TrainOptimizer {
  optimizer: tf.Optimizer;
  /** Changes the gradients before they are applied: clipping. */
  prepare(gradients: tf.NamedTensorMap): tf.NamedTensorMap;
  learningRate(): number;
  setLearningRate(rate: number): void;
}

type Settings = { [parameter: string]: number };
interface OptimizerRow {
  defaults: Settings;
  make(settings: Settings, config: { [parameter: string]: Json }): tf.Optimizer;
}

/** Keras's optimizers with Keras's defaults. */
const rows: { readonly [name in OptimizerName]: OptimizerRow } = {
  SGD: {
    defaults: { learning_rate: 0.01, momentum: 0 },
    make: ({ learning_rate, momentum }, { nesterov }) =>
      (momentum as number) > 0
        ? tf.train.momentum(learning_rate as number, momentum as number, nesterov === true)
        : tf.train.sgd(learning_rate as number),
  },
  Adam: {
    defaults: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    make: ({ learning_rate, beta_1, beta_2, epsilon }) => tf.train.adam(learning_rate, beta_1, beta_2, epsilon),
  },
  Adamax: {
    defaults: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    make: ({ learning_rate, beta_1, beta_2, epsilon }) => tf.train.adamax(learning_rate, beta_1, beta_2, epsilon, 0),
  },
  RMSprop: {
    defaults: { learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7 },
    make: ({ learning_rate, rho, momentum, epsilon }, { centered }) =>
      tf.train.rmsprop(learning_rate as number, rho, momentum, epsilon, centered === true),
  },
  Adagrad: {
    defaults: { learning_rate: 0.001, initial_accumulator_value: 0.1 },
    make: ({ learning_rate, initial_accumulator_value }) => tf.train.adagrad(learning_rate as number, initial_accumulator_value),
  },
  Adadelta: {
    defaults: { learning_rate: 0.001, rho: 0.95, epsilon: 1e-7 },
    make: ({ learning_rate, rho, epsilon }) => tf.train.adadelta(learning_rate, rho, epsilon),
  },
};

function makeClipper(config: { [parameter: string]: Json }): TrainOptimizer['prepare'] {
  const { clipnorm, clipvalue, global_clipnorm } = config;
  const each = (gradients: tf.NamedTensorMap, change: (gradient: tf.Tensor) => tf.Tensor): tf.NamedTensorMap =>
    Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, change(gradient)]));
  const scaled = (gradient: tf.Tensor, norm: tf.Tensor, limit: number): tf.Tensor =>
    tf.mul(gradient, tf.div(limit, tf.maximum(norm, limit)));
  if (typeof clipvalue === 'number') return gradients => each(gradients, gradient => tf.clipByValue(gradient, -clipvalue, clipvalue));
  if (typeof clipnorm === 'number') return gradients => each(gradients, gradient => scaled(gradient, tf.norm(gradient), clipnorm));
  if (typeof global_clipnorm === 'number') {
    return gradients => {
      const norm = tf.sqrt(tf.addN(Object.values(gradients).map(gradient => tf.sum(tf.square(gradient)))));
      return each(gradients, gradient => scaled(gradient, norm, global_clipnorm));
    };
  }
  return gradients => gradients;
}

/** tfjs keeps the rate in a protected field; SGD, which caches it as a tensor, has a setter. */
type WithRate = { learningRate: number; setLearningRate?(rate: number): void };

/** The optimizer of a plan. */
export function makeOptimizer(object: KerasObject): TrainOptimizer {
  const { name, config } = resolve(optimizers, { ...object });
  const row = rows[name];
  const settings = Object.fromEntries(
    Object.entries(row.defaults).map(([parameter, value]) => [parameter, (config[parameter] as number) ?? value]),
  );
  const optimizer = row.make(settings, config);
  const withRate = optimizer as unknown as WithRate;
  return {
    optimizer,
    prepare: makeClipper(config),
    learningRate: () => withRate.learningRate,
    setLearningRate(rate) {
      if (withRate.setLearningRate) withRate.setLearningRate(rate);
      else withRate.learningRate = rate;
    },
  };
}
