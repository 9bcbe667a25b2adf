import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../plan/plan';

/** One step of an optimizer on one weight. */
export interface UpdateStep {
  gradient: tf.Tensor;
  weight: tf.Tensor;
  /** What the rule keeps of the weight, in the order of its slots. */
  slots: tf.Tensor[];
  rate: number;
  /** Counts from 1. */
  step: number;
}

/** What an optimizer keeps of each weight. */
export interface WeightSlot {
  name: string;
  /** What it holds before the first step; 0 where it is absent. */
  start?: number;
  /** Its shape, where it is not that of the weight. */
  shape?(weight: number[]): number[];
}

/** How an optimizer changes a weight. */
export interface UpdateRule {
  slots: readonly WeightSlot[];
  /** What is added to the weight, and what the slots are from now on. */
  update(step: UpdateStep): { change: tf.Tensor; slots: tf.Tensor[] };
}

export type OptimizerSettings = { readonly [parameter: string]: number };
export type RuleMaker = (settings: OptimizerSettings, config: { [parameter: string]: Json }) => UpdateRule;

export const slotsNamed = (...names: string[]): WeightSlot[] => names.map(name => ({ name }));

/** `old`, and a part of `fresh` in place of as much of it. */
export const blend = (old: tf.Tensor, fresh: tf.Tensor, part: number): tf.Tensor => tf.add(old, tf.mul(tf.sub(fresh, old), part));
export const decay = (old: tf.Tensor, fresh: tf.Tensor, rho: number): tf.Tensor => tf.add(tf.mul(old, rho), tf.mul(fresh, 1 - rho));
/** What the running mean of so many steps lacks of 1; in single precision, as Keras computes it. */
export const missing = (beta: number, step: number): number => Math.fround(1 - Math.fround(Math.fround(beta) ** step));

export const sgd: RuleMaker = ({ momentum }, { nesterov }) => {
  if (momentum === 0) return { slots: [], update: ({ gradient, rate }) => ({ change: tf.mul(gradient, -rate), slots: [] }) };
  return {
    slots: slotsNamed('momentum'),
    update({ gradient, slots: [velocity], rate }) {
      const pull = tf.mul(gradient, rate);
      const next = tf.sub(tf.mul(velocity, momentum), pull);
      return { change: nesterov === true ? tf.sub(tf.mul(next, momentum), pull) : next, slots: [next] };
    },
  };
};

export const adam: RuleMaker = ({ beta_1, beta_2, epsilon }, { amsgrad }) => ({
  slots: slotsNamed('momentum', 'velocity', ...(amsgrad === true ? ['velocity_hat'] : [])),
  update({ gradient, slots: [oldMomentum, oldVelocity, oldHat], rate, step }) {
    const momentum = blend(oldMomentum, gradient, 1 - beta_1);
    const velocity = blend(oldVelocity, tf.square(gradient), 1 - beta_2);
    const hat = oldHat && tf.maximum(oldHat, velocity);
    const alpha = (rate * Math.sqrt(missing(beta_2, step))) / missing(beta_1, step);
    const change = tf.div(tf.mul(momentum, -alpha), tf.add(tf.sqrt(hat ?? velocity), epsilon));
    return { change, slots: [momentum, velocity, ...(hat ? [hat] : [])] };
  },
});

export const adamax: RuleMaker = ({ beta_1, beta_2, epsilon }) => ({
  slots: slotsNamed('momentum', 'norm'),
  update({ gradient, slots: [oldMomentum, oldNorm], rate, step }) {
    const momentum = blend(oldMomentum, gradient, 1 - beta_1);
    const norm = tf.maximum(tf.mul(oldNorm, beta_2), tf.abs(gradient));
    return { change: tf.div(tf.mul(momentum, -rate), tf.mul(tf.add(norm, epsilon), missing(beta_1, step))), slots: [momentum, norm] };
  },
});

export const rmsprop: RuleMaker = ({ rho, momentum, epsilon }, { centered }) => ({
  slots: slotsNamed('velocity', ...(centered === true ? ['average'] : []), ...(momentum > 0 ? ['momentum'] : [])),
  update({ gradient, slots: [oldVelocity, ...others], rate }) {
    const velocity = decay(oldVelocity, tf.square(gradient), rho);
    const average = centered === true ? decay(others[0], gradient, rho) : undefined;
    const variance = average ? tf.sub(velocity, tf.square(average)) : velocity;
    const increment = tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(variance, epsilon)));
    const moved = momentum > 0 ? tf.add(tf.mul(others.at(-1) as tf.Tensor, momentum), increment) : undefined;
    return { change: tf.neg(moved ?? increment), slots: [velocity, ...(average ? [average] : []), ...(moved ? [moved] : [])] };
  },
});

export const adagrad: RuleMaker = ({ initial_accumulator_value, epsilon }) => ({
  slots: [{ name: 'accumulator', start: initial_accumulator_value }],
  update({ gradient, slots: [accumulated], rate }) {
    const next = tf.add(accumulated, tf.square(gradient));
    return { change: tf.div(tf.mul(gradient, -rate), tf.sqrt(tf.add(next, epsilon))), slots: [next] };
  },
});

export const adadelta: RuleMaker = ({ rho, epsilon }) => ({
  slots: slotsNamed('accumulated_gradient', 'accumulated_change'),
  update({ gradient, slots: [oldGradients, oldChanges], rate }) {
    const root = (x: tf.Tensor): tf.Tensor => tf.sqrt(tf.add(x, epsilon));
    const gradients = decay(oldGradients, tf.square(gradient), rho);
    const change = tf.neg(tf.div(tf.mul(root(oldChanges), gradient), root(gradients)));
    return { change: tf.mul(change, rate), slots: [gradients, decay(oldChanges, tf.square(change), rho)] };
  },
});
