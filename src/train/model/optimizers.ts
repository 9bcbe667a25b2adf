import * as tf from '@tensorflow/tfjs-core';
import type { Json, Site } from '../../plan/plan';
import { PlanError } from '../plan-error';
import { type KerasObject, plainName } from './config';

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
const rows: { [name: string]: OptimizerRow } = {
  sgd: {
    defaults: { learning_rate: 0.01, momentum: 0 },
    make: ({ learning_rate, momentum }, { nesterov }) =>
      (momentum as number) > 0
        ? tf.train.momentum(learning_rate as number, momentum as number, nesterov === true)
        : tf.train.sgd(learning_rate as number),
  },
  adam: {
    defaults: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    make: ({ learning_rate, beta_1, beta_2, epsilon }) => tf.train.adam(learning_rate, beta_1, beta_2, epsilon),
  },
  adamax: {
    defaults: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    make: ({ learning_rate, beta_1, beta_2, epsilon }) => tf.train.adamax(learning_rate, beta_1, beta_2, epsilon, 0),
  },
  rmsprop: {
    defaults: { learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7 },
    make: ({ learning_rate, rho, momentum, epsilon }, { centered }) =>
      tf.train.rmsprop(learning_rate as number, rho, momentum, epsilon, centered === true),
  },
  adagrad: {
    defaults: { learning_rate: 0.001, initial_accumulator_value: 0.1 },
    make: ({ learning_rate, initial_accumulator_value }) => tf.train.adagrad(learning_rate as number, initial_accumulator_value),
  },
  adadelta: {
    defaults: { learning_rate: 0.001, rho: 0.95, epsilon: 1e-7 },
    make: ({ learning_rate, rho, epsilon }) => tf.train.adadelta(learning_rate, rho, epsilon),
  },
};

/** Parameters that make no difference here, or do so only when set. */
const inert = new Set([
  'name',
  'jit_compile',
  'loss_scale_factor',
  'gradient_accumulation_steps',
  'ema_momentum',
  'ema_overwrite_frequency',
]);
const offByDefault: { [parameter: string]: Json[] } = { amsgrad: [false], weight_decay: [null, 0], use_ema: [false] };
const clippers = new Set(['clipnorm', 'clipvalue', 'global_clipnorm']);
const flags = new Set(['nesterov', 'centered']);

function checkParameters({ name, config }: KerasObject, row: OptimizerRow, site: Site): void {
  for (const [parameter, value] of Object.entries(config)) {
    const numeric = parameter in row.defaults;
    if (numeric && typeof value !== 'number') {
      throw new PlanError(`${name}: ${parameter} has to be a number; a schedule is not supported in training yet`, site);
    }
    const off = offByDefault[parameter];
    if (off && !off.includes(value))
      throw new PlanError(`${name}: ${parameter}=${JSON.stringify(value)} is not supported in training yet`, site);
    if (!numeric && !off && !inert.has(parameter) && !clippers.has(parameter) && !flags.has(parameter)) {
      throw new PlanError(`${name}: the parameter ${parameter} is not supported in training yet`, site);
    }
  }
}

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

/** The optimizer of a plan. Throws a PlanError for one that is not supported. */
export function makeOptimizer(object: KerasObject, site: Site): TrainOptimizer {
  const row = rows[plainName(object.name)];
  if (!row) throw new PlanError(`the optimizer ${object.name} is not supported in training yet`, site);
  checkParameters(object, row, site);
  const settings = Object.fromEntries(
    Object.entries(row.defaults).map(([name, value]) => [name, (object.config[name] as number) ?? value]),
  );
  const optimizer = row.make(settings, object.config);
  const withRate = optimizer as unknown as WithRate;
  return {
    optimizer,
    prepare: makeClipper(object.config),
    learningRate: () => withRate.learningRate,
    setLearningRate(rate) {
      if (withRate.setLearningRate) withRate.setLearningRate(rate);
      else withRate.learningRate = rate;
    },
  };
}
