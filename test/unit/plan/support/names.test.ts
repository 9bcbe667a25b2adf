import assert from 'node:assert/strict';
import type { Json } from '../../../../src/plan/plan';
import { type KerasObject, nameIn, plainName, readObject } from '../../../../src/plan/support/names';

const table = {
  MeanSquaredError: { arguments: {}, aliases: ['mse'] },
  KLDivergence: { arguments: {}, aliases: ['kld', 'kullback_leibler_divergence'] },
  Adam: { arguments: {} },
};

const names: readonly [written: string, plain: string, found: string | undefined][] = [
  ['adam', 'adam', 'Adam'],
  ['Adam', 'adam', 'Adam'],
  ['keras.optimizers.Adam', 'adam', 'Adam'],
  ['keras.losses.mean_squared_error', 'meansquarederror', 'MeanSquaredError'],
  ['MSE', 'mse', 'MeanSquaredError'],
  ['kullback_leibler_divergence', 'kullbackleiblerdivergence', 'KLDivergence'],
  ['KullbackLeiblerDivergence', 'kullbackleiblerdivergence', 'KLDivergence'],
  ['kl_divergence', 'kldivergence', 'KLDivergence'],
  ['adamw', 'adamw', undefined],
  ['Adam.other', 'other', undefined],
  ['', '', undefined],
  ['toString', 'tostring', undefined],
];

const objects: readonly [value: Json, object: KerasObject | undefined][] = [
  ['adam', { name: 'adam', config: {} }],
  [
    { name: 'keras.optimizers.Adam', config: { beta_1: 0.5 } },
    { name: 'keras.optimizers.Adam', config: { beta_1: 0.5 } },
  ],
  [{ name: 'L2' }, { name: 'L2', config: {} }],
  [
    { name: 'L2', config: null },
    { name: 'L2', config: {} },
  ],
  [
    { name: 'L2', config: [1] },
    { name: 'L2', config: {} },
  ],
  [
    { name: 'L2', config: 'a' },
    { name: 'L2', config: {} },
  ],
  [{ name: 3, config: {} }, undefined],
  [{ class: 'Dense', config: {} }, undefined],
  [['adam'], undefined],
  [null, undefined],
  [3, undefined],
  [true, undefined],
];

describe("Keras's names", () => {
  for (const [written, plain, found] of names)
    it(`"${written}" is ${found ?? 'in no table'}`, () => {
      assert.equal(plainName(written), plain);
      assert.equal(nameIn(table, written), found);
    });

  for (const [value, object] of objects)
    it(`${JSON.stringify(value)} ${object ? `is ${object.name}` : 'is no object'}`, () => assert.deepEqual(readObject(value), object));
});
