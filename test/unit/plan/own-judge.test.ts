import assert from 'node:assert/strict';
import type { JudgePlan } from '../../../src/plan/plan';
import { lines, planOf } from './program';

/** Operations of a loss or metric in the order in which they run, and how many axes it gives. */
const shown = ({ name, config, fn }: JudgePlan): string =>
  `${name}${JSON.stringify(config)}: ${(fn?.nodes ?? [])
    .map(({ op }) => op)
    .filter(op => op !== 'input')
    .join(' ')} (${fn?.rank})`;

const FLOATS = lines.parse.replace('e["y"]', 'tf.one_hot(e["y"], 3)');
const compiled = (given: string): string => `model.compile(optimizer="adam", ${given})`;

const planned: readonly [name: string, before: string, given: string, loss: string, metrics: string[]][] = [
  [
    'a function',
    'def mine(y_true, y_pred):\n    return tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)',
    'loss=mine',
    'mine{}: operator.sub tf.square tf.reduce_mean (1)',
    [],
  ],
  ['a lambda', '', 'loss=lambda t, p: keras.ops.sum(keras.ops.abs(t - p))', '<lambda>{}: operator.sub keras.ops.abs keras.ops.sum (0)', []],
  [
    'a function that a function makes',
    'def make(w):\n    def inner(t, p):\n        return w * keras.losses.categorical_crossentropy(t, p)\n    return inner',
    'loss=make(0.5), metrics=[make(2.0), "accuracy"]',
    'inner{}: loss operator.mul (1)',
    ['inner{}: loss operator.mul (1)', 'accuracy{}:  (undefined)'],
  ],
  [
    'a class',
    'class Mine(keras.losses.Loss):\n    def call(self, y_true, y_pred):\n        return tf.abs(y_true - y_pred)',
    'loss=Mine(reduction="sum")',
    'Mine{"reduction":"sum"}: operator.sub tf.abs (2)',
    [],
  ],
  [
    'a class with a constructor',
    'class Mine(keras.losses.Loss):\n    def __init__(self, a):\n        super().__init__()\n        self.a = a\n    def call(self, y_true, y_pred):\n        return self.a * keras.losses.CategoricalCrossentropy(label_smoothing=0.1)(y_true, y_pred)',
    'loss=Mine(0.3)',
    'Mine{"reduction":"sum_over_batch_size"}: loss operator.mul (0)',
    [],
  ],
];

const refusals: readonly [name: string, before: string, given: string, message: RegExp][] = [
  ['what is not known', '', 'loss=lambda t, p: unknown(p)', /What the custom loss <lambda> computes is not known/],
  ['operations that are not known', '', 'loss=lambda t, p: tf.reduce_mean(tf.math.lgamma(p))', /tf.math.lgamma inside a custom loss/],
  ['layers', 'inner = layers.Dense(3)', 'loss=lambda t, p: inner(p) - t', /has layers or weights/],
  [
    'a reduction that leaves several',
    'class Mine(keras.losses.Loss):\n    def call(self, t, p):\n        return t - p',
    'loss=Mine(reduction=None)',
    /a reduction that makes one number/,
  ],
  [
    'weights',
    '',
    'loss=lambda t, p: keras.losses.CategoricalCrossentropy()(t, p, sample_weight=t[:, 0])',
    /Weights in a call of CategoricalCrossentropy/,
  ],
];

/** A metric class with one variable. */
const metric = (update: string, result = 'return self.v / 2.0', weight = 'self.add_weight(name="v", initializer="zeros")'): string =>
  `class Mine(keras.metrics.Metric):\n    def __init__(self):\n        super().__init__()\n        self.v = ${weight}\n    def update_state(self, t, p, sample_weight=None):\n        ${update}\n    def result(self):\n        ${result}`;
const ADD = 'self.v.assign_add(tf.reduce_sum(t * p))';

const metricRefusals: readonly [name: string, before: string, message: RegExp][] = [
  ['a branch', metric(`if ask():\n            ${ADD}`), /does something else than adding/],
  ['an assignment', metric('self.v.assign(tf.reduce_max(p))'), /does something else than adding/],
  ['a result that is not known', metric(ADD, 'return unknown(self.v)'), /does something else than adding/],
  ['two additions', metric(`${ADD}\n        ${ADD}`), /adds to a variable twice/],
  ['ones', metric(ADD, undefined, 'self.add_weight(name="v", initializer="ones")'), /does not begin as zeros/],
  ['no update', 'class Mine(keras.metrics.Metric):\n    pass', /What the custom metric Mine computes is not known/],
  ['operations that are not known', metric('self.v.assign_add(tf.reduce_sum(tf.math.lgamma(p)))'), /tf.math.lgamma inside a custom metric/],
];

describe('custom losses and metrics', () => {
  it('trains a metric class that adds up', async () => {
    const before = metric(ADD);
    const { plans, refusals: said } = await planOf({ before, parse: FLOATS, compile: compiled('loss="mse", metrics=[Mine()]') });
    assert.deepEqual(said, []);
    const [{ name, fn, sums }] = plans[0].compile.outputs[0].metrics;
    assert.equal(name, 'mine');
    assert.deepEqual(sums?.shapes, [[]]);
    assert.deepEqual(
      [fn, sums?.result].map(one => one?.nodes.map(({ op }) => op).join(' ')),
      ['input input operator.mul tf.reduce_sum', 'input operator.truediv'],
    );
  });
  for (const [name, before, message] of metricRefusals)
    it(`refuses a metric class with ${name}`, async () => {
      const { plans, refusals: said } = await planOf({ before, parse: FLOATS, compile: compiled('loss="mse", metrics=[Mine()]') });
      assert.deepEqual(plans, []);
      assert.match(said.map(one => one.message).join('\n'), message);
    });
  it('refuses a metric class that weighs', async () => {
    const given = { before: metric(ADD), parse: FLOATS, compile: compiled('loss="mse", weighted_metrics=[Mine()]') };
    assert.match((await planOf(given)).refusals[0].message, /custom class among weighted_metrics/);
  });
  for (const [name, before, given, loss, metrics] of planned)
    it(`trains ${name}`, async () => {
      const { plans, refusals: said } = await planOf({ before, parse: FLOATS, compile: compiled(given) });
      assert.deepEqual(said, []);
      const [output] = plans[0].compile.outputs;
      assert.equal(output.loss && shown(output.loss), loss);
      assert.deepEqual(output.metrics.map(shown), metrics);
    });
  for (const [name, before, given, message] of refusals)
    it(`refuses ${name}`, async () => {
      const { plans, refusals: said } = await planOf({ before, parse: FLOATS, compile: compiled(given) });
      assert.deepEqual(plans, []);
      assert.match(said.map(one => one.message).join('\n'), message);
    });
});
