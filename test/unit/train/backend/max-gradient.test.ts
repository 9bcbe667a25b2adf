import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { installGradients } from '../../../../src/train/backend/max-gradient';

describe('the gradient of a maximum', () => {
  before(async () => {
    await tf.setBackend('cpu');
    installGradients();
  });

  // TensorFlow's for tf.reduce_max over the axis: a third for each of three.
  it('is shared by values that are equally large', () => {
    const x = tf.tensor3d([[[3], [3], [1], [3]]]);
    for (const axis of [1, [1, 2]]) {
      const gradient = tf.grad(values => tf.sum(tf.max(values as tf.Tensor, axis)))(x);
      const expected = [1 / 3, 1 / 3, 0, 1 / 3];
      for (const [i, value] of gradient.dataSync().entries()) assert.ok(Math.abs(value - expected[i]) < 1e-6, `${value} at ${i}`);
    }
  });
});
