import * as assert from 'node:assert/strict';
import { describe as described, describeOutput } from '../../../../src/check/views/describe';
import { valueOfY } from '../reading';

/** Programs and what is said of their `y`. */
const programs: readonly [source: string, words: string | undefined][] = [
  ['y = tf.zeros((2, 3))', 'float32 (2, 3)'],
  ['y = np.zeros((2, 3))', 'float64 (2, 3)'],
  ['y = keras.Input((8,))', 'float32 (batch, 8)'],
  ['y = tf.zeros((2,)), 7', '(float32 (2,), …)'],
  ['y = [tf.zeros(())]', '(float32 ())'],
  ['y = 1, 2', undefined],
  ['y = ()', undefined],
  ['y = 7', undefined],
  ['y = [tf.zeros((1,))] * 6', `(${Array(6).fill('float32 (1,)').join(', ')})`],
  ['y = [tf.zeros((1,))] * 7', undefined],
  ['y = {"a": tf.zeros((2,)), 3: 4}', '{a: float32 (2,), …: …}'],
  ['y = {"a": 1}', undefined],
  ['y = {}', undefined],
  ['y = {str(i): tf.zeros((1,)) for i in range(6)}', `{${[0, 1, 2, 3, 4, 5].map(name => `${name}: float32 (1,)`).join(', ')}}`],
  ['y = {str(i): tf.zeros((1,)) for i in range(7)}', undefined],
  ['y = tf.data.Dataset.from_tensor_slices(tf.zeros((5, 2)))', 'Dataset of float32 (2,) × 5'],
  ['y = tf.data.Dataset.from_tensor_slices(tf.zeros((5, 2))).repeat()', 'Dataset of float32 (2,)'],
  ['y = tf.data.TFRecordDataset(name)', 'Dataset of string ()'],
  ['y = keras.Sequential([layers.Input((8,)), layers.Dense(4)])', 'model → float32 (batch, 4)'],
  ['y = keras.Sequential([layers.Dense(4)])', undefined],
  ['y = layers.Dense(4)\ny(tf.zeros((2, 8)))', 'layer → float32 (2, 4)'],
  ['y = layers.Dense(4)', undefined],
  ['y = tf.ragged.constant([[1], [2, 3]])', 'ragged int32 (2, None)'],
];

describe('a value in one line', () => {
  for (const [source, words] of programs) it(`${source}: ${words}`, async () => assert.equal(described(await valueOfY(source)), words));

  it('has a batch where a layer gives it, whatever it was called on', async () => {
    const y = await valueOfY('y = tf.zeros((2, 3))');
    assert.deepEqual([described(y), describeOutput(y)], ['float32 (2, 3)', 'float32 (2, 3)']);
    const open = await valueOfY('y = tf.zeros((n, 3))');
    assert.deepEqual([described(open), describeOutput(open)], ['float32 (None, 3)', 'float32 (batch, 3)']);
  });
});
