import assert from 'node:assert/strict';
import type { FitPlan, NamedConfig } from '../../../src/plan/plan';
import { planOf } from './program';

const site = { path: 'main.py', line: 12, column: 1 };
const defaults: FitPlan = { epochs: 1, initialEpoch: 0, stepsPerEpoch: null, validationSteps: null, callbacks: [], site };
const named = (name: string, config: NamedConfig['config'] = {}): NamedConfig => ({ name, config });

/** What fit is given besides its dataset, and how the plan has it. */
const fits: readonly [given: string, plan: Partial<FitPlan>][] = [
  ['', {}],
  ['epochs=3', { epochs: 3 }],
  ['epochs=5, initial_epoch=2', { epochs: 5, initialEpoch: 2 }],
  ['steps_per_epoch=7', { stepsPerEpoch: 7 }],
  ['steps_per_epoch=None, validation_steps=None', {}],
  ['validation_data=data, validation_steps=4', { validationSteps: 4 }],
  ['callbacks=None', {}],
  ['callbacks=[]', {}],
  ['callbacks=keras.callbacks.TerminateOnNaN()', { callbacks: [named('TerminateOnNaN')] }],
  [
    'callbacks=[keras.callbacks.EarlyStopping("loss", patience=2), keras.callbacks.CSVLogger("a.csv")]',
    {
      callbacks: [
        named('EarlyStopping', { monitor: 'loss', patience: 2 }),
        named('CSVLogger', { filename: 'a.csv', separator: ',', append: false }),
      ],
    },
  ],
  ['class_weight={0: 1.0, 2: 3}', { classWeight: { 0: 1, 2: 3 } }],
  ['validation_freq=1', {}],
  ['validation_freq=2', { validationFreq: 2 }],
  ['validation_freq=[1, 3]', { validationFreq: [1, 3] }],
  ['class_weight={0: 1.0, 1: 0.5}, sample_weight=None', { classWeight: { 0: 1, 1: 0.5 } }],
  ['y=None, class_weight=None, sample_weight=None', {}],
];

describe('what fit is given', () => {
  for (const [given, plan] of fits)
    it(given, async () => {
      const { plans, refusals } = await planOf({ fit: `model.fit(data, ${given})` });
      assert.deepEqual(refusals, []);
      assert.deepEqual(plans[0].fit, { ...defaults, ...plan });
    });
});
