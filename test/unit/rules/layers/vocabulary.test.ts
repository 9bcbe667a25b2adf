import assert from 'node:assert/strict';
import { readProgram } from '../../../../src/check/read/program';
import { VocabularySize } from '../../../../src/rules/layers/vocabulary';
import { testParser } from '../../python/parser';

/** Arguments of a layer on a column of texts, how many ids it knows in Keras 3, and the shape of what it gives. */
const written: [layer: string, size: number, shape: (number | null)[]][] = [
  ['StringLookup(vocabulary=["a", "b"])', 3, [null, 1]],
  ['StringLookup(vocabulary=["a", "b"], output_mode="one_hot")', 3, [null, 3]],
  ['StringLookup(vocabulary=["a", "b"], mask_token="")', 4, [null, 1]],
  ['StringLookup(vocabulary=["a", "b"], mask_token="", output_mode="one_hot")', 3, [null, 3]],
  ['StringLookup(vocabulary=["a", "b"], num_oov_indices=2, mask_token="m", output_mode="multi_hot")', 4, [null, 4]],
  ['StringLookup(vocabulary=["a", "b"], num_oov_indices=0)', 2, [null, 1]],
  ['TextVectorization(vocabulary=["a", "b"])', 4, [null, null]],
  ['TextVectorization(vocabulary=["a", "b"], output_mode="multi_hot")', 3, [null, 1, 3]],
];

async function valuesOf(source: string) {
  const program = `import keras\nlayers = keras.layers\n${source}`;
  const { assignments, diagnostics } = readProgram('main.py', program, { parser: await testParser() });
  assert.deepEqual(diagnostics, []);
  return new Map(assignments.map(({ name, value }) => [name, value]));
}

describe('the vocabulary of a lookup', () => {
  for (const [layer, size, shape] of written) {
    it(`${layer} has ${size} ids`, async () => {
      const values = await valuesOf(
        `layer = layers.${layer}\nout = layer(keras.Input((1,), dtype="string"))\nsize = layer.vocabulary_size()\ncount = len(layer.get_vocabulary())\n`,
      );
      const out = values.get('out');
      assert.deepEqual([values.get('size'), values.get('count')], Array(2).fill({ kind: 'int', value: size }));
      assert.deepEqual(out?.kind === 'tensor' ? out.type.shape : undefined, shape);
    });
  }

  it('is known by its layer after adapt, and numbers that are computed from it are', async () => {
    const values = await valuesOf(
      'layer = layers.TextVectorization()\nbefore = layer.vocabulary_size()\nlayer.adapt(["a b"])\nwords = layer.get_vocabulary()\nsize = 2 * len(words) + 1\nwords.append("x")\nmore = len(words)\n',
    );
    const size = values.get('size');
    assert.deepEqual(values.get('before'), { kind: 'unknown' });
    assert(size?.kind === 'unknown' && size.integer);
    const { of, times, plus } = size.integer;
    assert(of instanceof VocabularySize);
    assert.deepEqual([of.layer, of.adaptations, times, plus], [values.get('layer'), 1, 2, 1]);
    assert.deepEqual(values.get('more'), { kind: 'unknown' });
  });
});
