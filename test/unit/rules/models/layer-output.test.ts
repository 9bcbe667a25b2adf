import assert from 'node:assert/strict';
import { testParser } from '../../python/parser';
import { judgeAll } from '../judge';

/** Layers whose `output` a second model ends at; Keras gives `y` of the shape beside. */
const layers: { layer: string; shape: (number | null)[] }[] = [
  { layer: 'keras.layers.Dense(4)', shape: [null, 4] },
  { layer: "keras.layers.BatchNormalization(name='b')", shape: [null, 8] },
  { layer: 'First()', shape: [null, 2] },
];

describe('a model that is built from the output of a layer', () => {
  for (const { layer, shape } of layers)
    it(`of ${layer}`, async () => {
      const source = `import keras
class First(keras.layers.Layer):
    def call(self, x):
        return x[:, :2]
data = keras.Input((8,))
layer = ${layer}
keras.layers.Dense(3)(layer(data))
y = keras.Model(data, layer.output)(keras.Input((8,)))
`;
      const { wrong, count, summary } = judgeAll(
        [{ id: layer, group: 'output', source, y: { shape, dtype: 'float32' } }],
        await testParser(),
      );
      assert.deepEqual([wrong, count('shape agrees')], [[], 1], summary);
    });
});
