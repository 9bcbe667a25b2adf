import * as tf from '@tensorflow/tfjs-core';
import { blend, decay, missing, type RuleMaker, slotsNamed } from './update-rules';

/** What Nadam's momentum of a step is, which grows to beta. */
const warmed = (beta: number, step: number): number => beta * (1 - 0.5 * 0.96 ** step);

export const nadam: RuleMaker = ({ beta_1, beta_2, epsilon }) => {
  // Products of the momentums of all steps so far.
  const products = [1];
  const product = (step: number): number => {
    for (let next = products.length; next <= step; next++) products.push(products[next - 1] * warmed(beta_1, next));
    return products[step];
  };
  return {
    slots: slotsNamed('momentum', 'velocity'),
    update({ gradient, slots: [oldMomentum, oldVelocity], rate, step }) {
      const momentum = blend(oldMomentum, gradient, 1 - beta_1);
      const velocity = blend(oldVelocity, tf.square(gradient), 1 - beta_2);
      const ahead = tf.mul(momentum, warmed(beta_1, step + 1) / (1 - product(step + 1)));
      const now = tf.mul(gradient, (1 - warmed(beta_1, step)) / (1 - product(step)));
      const scale = tf.add(tf.sqrt(tf.div(velocity, missing(beta_2, step))), epsilon);
      return { change: tf.div(tf.mul(tf.add(ahead, now), -rate), scale), slots: [momentum, velocity] };
    },
  };
};

export const lamb: RuleMaker = ({ beta_1, beta_2, epsilon }) => ({
  slots: slotsNamed('momentum', 'velocity'),
  update({ gradient, weight, slots: [oldMomentum, oldVelocity], rate, step }) {
    const momentum = blend(oldMomentum, gradient, 1 - beta_1);
    const velocity = blend(oldVelocity, tf.square(gradient), 1 - beta_2);
    const scale = tf.add(tf.sqrt(tf.div(velocity, missing(beta_2, step))), epsilon);
    const update = tf.div(tf.div(momentum, missing(beta_1, step)), scale);
    const [size, length] = [weight, update].map(x => tf.sqrt(tf.sum(tf.square(x))));
    // Without a length of either the step is that of Adam.
    const isZero = tf.cast(tf.logicalOr(tf.equal(size, 0), tf.equal(length, 0)), 'float32');
    const trust = tf.add(tf.mul(tf.divNoNan(size, length), tf.sub(1, isZero)), isZero);
    return { change: tf.mul(tf.mul(update, trust), -rate), slots: [momentum, velocity] };
  },
});

export const lion: RuleMaker = ({ beta_1, beta_2 }) => ({
  slots: slotsNamed('momentum'),
  update: ({ gradient, slots: [momentum], rate }) => ({
    change: tf.mul(tf.sign(decay(momentum, gradient, beta_1)), -rate),
    slots: [decay(momentum, gradient, beta_2)],
  }),
});

const rootMeanSquare = (x: tf.Tensor): tf.Tensor => tf.sqrt(tf.mean(tf.square(x)));

export const adafactor: RuleMaker = ({ beta_2_decay, epsilon_1, epsilon_2, clip_threshold }) => ({
  // A matrix is kept as the means of its rows and columns.
  slots: [
    { name: 'rows', shape: shape => shape.slice(0, -1) },
    { name: 'columns', shape: shape => [...shape.slice(0, -2), ...shape.slice(-1)] },
    { name: 'velocity' },
  ],
  update({ gradient, weight, slots: [oldRows, oldColumns, oldVelocity], rate, step }) {
    // With a relative step or without one, the rate is at most this.
    const size = tf.mul(tf.maximum(rootMeanSquare(weight), epsilon_2), Math.min(rate, 1 / Math.sqrt(step)));
    const squares = tf.add(tf.square(gradient), epsilon_1);
    const kept = 1 - step ** beta_2_decay;
    const isMatrix = weight.rank >= 2;
    const rows = isMatrix ? decay(oldRows, tf.mean(squares, -1), kept) : oldRows;
    const columns = isMatrix ? decay(oldColumns, tf.mean(squares, -2), kept) : oldColumns;
    const velocity = isMatrix
      ? tf.mul(tf.expandDims(tf.div(rows, tf.mean(rows, -1, true)), -1), tf.expandDims(columns, -2))
      : decay(oldVelocity, squares, kept);
    const update = tf.div(gradient, tf.sqrt(velocity));
    const clipped = tf.div(update, tf.maximum(tf.div(rootMeanSquare(update), clip_threshold), 1));
    return { change: tf.neg(tf.mul(size, clipped)), slots: [rows, columns, velocity] };
  },
});

export const ftrl: RuleMaker = settings => {
  const { learning_rate_power, initial_accumulator_value, l1_regularization_strength: l1, beta } = settings;
  const raised = (x: tf.Tensor): tf.Tensor => tf.pow(x, -learning_rate_power);
  return {
    slots: [{ name: 'accumulator', start: initial_accumulator_value }, { name: 'linear' }],
    update({ gradient, weight, slots: [accumulated, oldLinear], rate }) {
      const l2 = settings.l2_regularization_strength + beta / (2 * rate);
      const shrunk = tf.add(gradient, tf.mul(weight, 2 * settings.l2_shrinkage_regularization_strength));
      const next = tf.add(accumulated, tf.square(gradient));
      const moved = tf.mul(tf.div(tf.sub(raised(next), raised(accumulated)), rate), weight);
      const linear = tf.add(oldLinear, tf.sub(shrunk, moved));
      const quadratic = tf.add(tf.div(raised(next), rate), 2 * l2);
      const fresh = tf.div(tf.sub(tf.clipByValue(linear, -l1, l1), linear), quadratic);
      return { change: tf.sub(fresh, weight), slots: [next, linear] };
    },
  };
};
