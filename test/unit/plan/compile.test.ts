import assert from 'node:assert/strict';
import type { NamedConfig } from '../../../src/plan/plan';
import { planOf } from './program';

const named = (name: string, config: NamedConfig['config'] = {}): NamedConfig => ({ name, config });

/** What compile is given, and how the plan has it. */
const compiles: readonly [given: string, optimizer: NamedConfig, loss: NamedConfig, metrics: readonly NamedConfig[]][] = [
  ['loss="mse"', named('rmsprop'), named('mse'), []],
  ['"adam", "mse"', named('adam'), named('mse'), []],
  ['loss=["mse"], metrics=None', named('rmsprop'), named('mse'), []],
  ['loss={"d": "mae"}, metrics="acc"', named('rmsprop'), named('mae'), [named('acc')]],
  [
    'loss=keras.losses.mean_squared_error, metrics=["acc", "mae"]',
    named('rmsprop'),
    named('keras.losses.mean_squared_error'),
    [named('acc'), named('mae')],
  ],
  [
    'optimizer=keras.optimizers.Adam(0.1, name="a"), loss=keras.losses.Huber(delta=2.0)',
    named('keras.optimizers.Adam', { learning_rate: 0.1 }),
    named('keras.losses.Huber', { delta: 2 }),
    [],
  ],
  [
    'loss="mse", metrics=[keras.metrics.AUC(), keras.metrics.AUC(curve="PR"), keras.metrics.AUC(name="area")]',
    named('rmsprop'),
    named('mse'),
    [
      named('keras.metrics.AUC', { name: 'auc' }),
      named('keras.metrics.AUC', { name: 'auc_1', curve: 'PR' }),
      named('keras.metrics.AUC', { name: 'area' }),
    ],
  ],
  [
    'loss="mse", metrics=keras.metrics.BinaryAccuracy(threshold=0.3)',
    named('rmsprop'),
    named('mse'),
    [named('keras.metrics.BinaryAccuracy', { threshold: 0.3 })],
  ],
  ...['accuracy', 'acc', 'crossentropy', 'ce'].map((short): [string, NamedConfig, NamedConfig, NamedConfig[]] => [
    `loss="mse", metrics=["${short}"]`,
    named('rmsprop'),
    named('mse'),
    [named(short)],
  ]),
];

describe('what compile is given', () => {
  for (const [given, optimizer, loss, metrics] of compiles)
    it(given, async () => {
      const { plans, refusals } = await planOf({ compile: `model.compile(${given})` });
      assert.deepEqual(refusals, []);
      const { site: _, ...plan } = plans[0].compile;
      assert.deepEqual(plan, { optimizer, outputs: [{ name: '', loss, metrics }] });
    });

  it('has weighted metrics', async () => {
    const { plans, refusals } = await planOf({ compile: 'model.compile(loss="mse", weighted_metrics=["mae"])' });
    assert.deepEqual(refusals, []);
    assert.deepEqual(plans[0].compile.outputs[0].weightedMetrics, [named('mae')]);
  });

  it('has its place at the loss', async () => {
    const { plans } = await planOf({ compile: 'model.compile(loss="mse")' });
    assert.deepEqual(plans[0].compile.site, { path: 'main.py', line: 10, column: 20 });
  });
});
