import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Json } from '../../../../src/plan/plan';
import { conversions } from '../../../../src/train/model/config';

/** Deviation of a kernel of 100 inputs and 300 outputs (https://keras.io/api/layers/initializers/). */
const deviations: [initializer: Json, deviation: number][] = [
  ['he_normal', Math.sqrt(2 / 100)],
  ['glorot_normal', Math.sqrt(1 / 200)],
  ['lecun_normal', Math.sqrt(1 / 100)],
  ['he_uniform', Math.sqrt(2 / 100)],
  [{ name: 'keras.initializers.VarianceScaling', config: { scale: 3, mode: 'fan_out' } }, Math.sqrt(3 / 300)],
];

describe('an initializer has the deviation that it has in Keras', () => {
  before(() => tf.setBackend('cpu'));
  for (const [initializer, deviation] of deviations) {
    it(JSON.stringify(initializer), () => {
      const made = conversions.initializer(initializer, () => 7) as { apply(shape: number[]): tf.Tensor };
      const found = tf.tidy(() => tf.sqrt(tf.moments(made.apply([100, 300])).variance).dataSync()[0]);
      assert.ok(Math.abs(found / deviation - 1) < 0.02, `${found}, Keras has ${deviation}`);
    });
  }
});
