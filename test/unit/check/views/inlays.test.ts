import * as assert from 'node:assert/strict';
import { inlaysOf } from '../../../../src/check/views/inlays';
import type { InlayMode } from '../../../../src/protocol/checking';
import { reading } from '../reading';

/** Programs, and the shapes beside their lines: those of models, and all. */
const programs: readonly [what: string, source: string, model: readonly string[], all: readonly string[]][] = [
  ['a symbolic tensor', 'x = keras.Input((4,))', ['2:2: float32 (batch, 4)'], ['2:2: float32 (batch, 4)']],
  ['a tensor', 'x = tf.zeros((2, 3))', [], ['2:2: float32 (2, 3)']],
  ['a dataset', 'x = tf.data.Dataset.range(3)', [], ['2:2: Dataset of int64 () × 3']],
  ['a pair', 'x = (tf.zeros((2,)), 1)', [], ['2:2: (float32 (2,), …)']],
  ['a dictionary', 'x = {"a": tf.zeros((2,))}', [], ['2:2: {a: float32 (2,)}']],
  ['a list', 'x = [tf.zeros((2,))]', [], []],
  ['a number', 'x = 3', [], []],
  ['a tensor of which the dtype alone is known', 'x = tf.reshape(tf.zeros((4,)), s)', [], ['2:2: float32 <unknown>']],
  [
    'the layers of a model',
    'm = keras.Sequential([layers.Input((8,)),\n  layers.Dense(4),\n  layers.Dense(2)])',
    ['3:18 → (batch, 4)', '4:18 → (batch, 2)'],
    ['2:2: model → float32 (batch, 2)', '3:18 → (batch, 4)', '4:18 → (batch, 2)'],
  ],
  [
    'a model before a tensor',
    'm = keras.Sequential([layers.Input((8,)),\n  layers.Dense(4)])\nx = keras.Input((4,))',
    ['3:18 → (batch, 4)', '4:2: float32 (batch, 4)'],
    ['2:2: model → float32 (batch, 4)', '3:18 → (batch, 4)', '4:2: float32 (batch, 4)'],
  ],
  ['a model that is not built', 'm = keras.Sequential([layers.Dense(4)])', [], []],
  [
    'two on one line',
    'a = keras.Input((4,)); b = layers.Dense(2)(a)',
    ['2:2: float32 (batch, 4)', '2:25: float32 (batch, 2)'],
    ['2:2: float32 (batch, 4)', '2:25: float32 (batch, 2)'],
  ],
  ['a line that runs twice', 'for n in (4, 5):\n  x = keras.Input((n,))', ['3:4: float32 (batch, 5)'], ['3:4: float32 (batch, 5)']],
];

describe('shapes beside the code', () => {
  const shown = async (source: string, mode: InlayMode, path = 'main.py'): Promise<string[]> =>
    inlaysOf(await reading(source), path, mode).map(({ line, column, text }) => `${line}:${column}${text}`);

  for (const [what, source, model, all] of programs)
    it(what, async () => {
      assert.deepEqual(await shown(source, 'model'), model);
      assert.deepEqual(await shown(source, 'all'), all);
      assert.deepEqual(await shown(source, 'off'), []);
      assert.deepEqual(await shown(source, 'all', 'other.py'), []);
    });

  it('have the whole of what is known as their tooltip', async () => {
    const source = 'm = keras.Sequential([layers.Input((8,)), layers.Dense(4)])\nx = keras.Input((4,))';
    assert.deepEqual(
      inlaysOf(await reading(source), 'main.py', 'model').map(({ tooltip }) => tooltip),
      ['float32 (batch, 4)', 'float32 (batch, 4)'],
    );
  });
});
