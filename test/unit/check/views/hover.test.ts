import * as assert from 'node:assert/strict';
import { hoverAt } from '../../../../src/check/views/hover';
import { reading } from '../reading';

const docs = 'https://www.tensorflow.org/api_docs/python/tf';

/** A program with the place of the pointer as "|", and the hover there. */
const places: readonly [source: string, type: string | undefined, page?: string][] = [
  ['x = keras.Input((4,))\ny = layers.Dense(2)(|x)', 'float32 (batch, 4)', `${docs}/keras/Input`],
  ['x = keras.Input((4,))\n|y = layers.Dense(2)(x)', 'float32 (batch, 2)', `${docs}/keras/layers/Dense`],
  ['x = keras.Input((4,))\ny = layers.Dense(2)(x|)', 'float32 (batch, 4)', `${docs}/keras/Input`],
  ['x = keras.Input((4,))\ny = layers.Dense(2)(x)|', 'float32 (batch, 2)', `${docs}/keras/layers/Dense`],
  ['x = keras.Input((4,))\ny = layers.Den|se(2)(x)', 'keras.layers.Dense', `${docs}/keras/layers/Dense`],
  ['y = |tf.zeros((2, 3))', 'tf', undefined],
  ['y = tf.ze|ros((2, 3))', 'tf.zeros', `${docs}/zeros`],
  ['y = tf.zeros((2, 3)|)', 'float32 (2, 3)', `${docs}/zeros`],
  ['y = tf.zeros((|2, 3))', 'float32 (2, 3)', `${docs}/zeros`],
  ['y = tf.add(\n  tf.zeros((2, 3)),\n  |1.0)', 'float32 (2, 3)', `${docs}/add`],
  ['a = np.ze|ros((2, 3))', 'numpy.zeros'],
  ['a = tf.zeros((2,))\ny = a |+ 1', 'float32 (2,)'],
  ['layer = layers.Dense(2)\nlayer(tf.zeros((1, 3)))\ny = |layer', 'layer → float32 (1, 2)', `${docs}/keras/layers/Dense`],
  ['n = |7', undefined],
  ['|', undefined],
];

describe('the hover', () => {
  for (const [marked, type, page] of places)
    it(marked.replaceAll('\n', ' ⏎ '), async () => {
      const before = marked.slice(0, marked.indexOf('|')).split('\n');
      const at = { path: 'main.py', line: before.length + 1, column: (before.at(-1) ?? '').length + 1 };
      const read = await reading(marked.replace('|', ''));
      const hover = hoverAt(read, at);
      assert.deepEqual([hover?.type, hover?.page?.url], [type, page]);
      assert.equal(hoverAt(read, { ...at, path: 'other.py' }), undefined);
    });
});
