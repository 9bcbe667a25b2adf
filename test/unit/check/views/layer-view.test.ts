import * as assert from 'node:assert/strict';
import { modelsOf } from '../../../../src/check/views/model-view';
import type { LayerView, ModelView } from '../../../../src/protocol/model-page';
import { reading } from '../reading';

async function modelIn(source: string): Promise<ModelView> {
  const read = await reading(source);
  const [model] = modelsOf(read, 'main.py', read.diagnostics);
  assert.ok(model);
  return model;
}

/** The row of a layer behind an input. */
async function row(layer: string, shape = '(8,)'): Promise<LayerView> {
  const { layers } = await modelIn(`x = keras.Input(${shape})\nm = keras.Model(x, ${layer}(x))`);
  const last = layers.at(-1);
  assert.ok(last);
  return last;
}

/** Layers with the settings that their rows name: arguments as they were written, those that are short. */
const settings: readonly [layer: string, settings: string, shape?: string][] = [
  ['layers.Dense(4)', 'units 4'],
  ['layers.Dense(4, activation="relu", use_bias=False)', 'units 4, activation relu, use_bias False'],
  ['layers.Dropout(0.5)', 'rate 0.5'],
  ['layers.Dense(4, use_bias=True, name="head")', 'units 4, use_bias True'],
  ['layers.Conv2D(4, (3, 5))', 'filters 4, kernel_size (3, 5)', '(9, 9, 1)'],
  ['layers.Dense(4, activation=tf.nn.relu)', 'units 4, activation relu'],
  ['layers.Dense(4, kernel_initializer=keras.initializers.Zeros())', 'units 4'],
  ['layers.Dense(4, activation=None)', 'units 4'],
  ['layers.Reshape((2, None))', ''],
  [`layers.Dense(4, kernel_initializer="${'a'.repeat(24)}")`, `units 4, kernel_initializer ${'a'.repeat(24)}`],
  [`layers.Dense(4, kernel_initializer="${'a'.repeat(25)}")`, 'units 4'],
];

describe('a layer as a row', () => {
  for (const [layer, words, shape] of settings)
    it(`${layer}: "${words}"`, async () => assert.equal((await row(layer, shape)).settings, words));

  it('has its name, its class, what it gives and the number of its weights', async () => {
    const { name, class: kind, output, parameters, problem, embedding } = await row('layers.Dense(4, name="head")');
    assert.deepEqual(
      [name, kind, output, parameters, problem, embedding],
      ['head', 'Dense', 'float32 (batch, 4)', 36, undefined, undefined],
    );
  });

  it('counts weights that are not trained, too', async () => {
    assert.equal((await row('layers.BatchNormalization()')).parameters, 32);
  });

  it('of an input has its name', async () => {
    const { layers } = await modelIn(
      'x = keras.Input((8,), name="posts")\ny = keras.Input((8,))\nm = keras.Model([x, y], layers.Add()([x, y]))',
    );
    assert.deepEqual(layers.map(({ name, class: kind, output, parameters }) => [name, kind, output, parameters]).slice(0, 2), [
      ['posts', 'Input', 'float32 (batch, 8)', 0],
      ['input', 'Input', 'float32 (batch, 8)', 0],
    ]);
  });

  const operations: readonly [source: string, name: string][] = [
    ['x[:, 0]', 'index'],
    ['x + 1.0', 'add'],
    ['keras.ops.exp(x)', 'exp'],
  ];
  for (const [source, name] of operations)
    it(`of the operation ${source} is called ${name}`, async () => {
      const { layers } = await modelIn(`x = keras.Input((8,))\nm = keras.Model(x, ${source})`);
      assert.deepEqual([layers[1]?.name, layers[1]?.class, layers[1]?.settings, layers[1]?.parameters], [name, 'Operation', '', 0]);
    });

  it('of a model inside a model has the name and the output of that', async () => {
    const { layers, parameters } = await modelIn(
      'parts = [keras.Sequential([layers.Input((8,)), layers.Dense(4)], name="inner")]\nm = keras.Sequential([layers.Input((8,)), parts[0]])',
    );
    assert.deepEqual(
      layers.map(({ name, class: kind, output }) => [name, kind, output]),
      [['inner', 'Model', 'float32 (batch, 4)']],
    );
    assert.equal(parameters, null, 'not known of all');
  });

  it('of a custom layer has its class', async () => {
    const { layers } = await modelIn(
      'class Own(layers.Layer):\n  def call(self, x):\n    return x\nm = keras.Sequential([layers.Input((8,)), Own()])',
    );
    assert.deepEqual([layers[0]?.class, layers[0]?.output], ['Own', 'float32 (batch, 8)']);
  });

  it('of an embedding says what it takes and gives, where both are known', async () => {
    assert.deepEqual((await row('layers.Embedding(5000, 16)')).embedding, {
      takes: 'ids 0 to 4,999',
      gives: 'a vector of length 16 for each ID',
    });
    assert.equal((await row('layers.Embedding(words, 16)')).embedding, undefined);
  });

  const modules: readonly [handle: string, settings: string, output: string | null, embedding: LayerView['embedding']][] = [
    [
      'https://tfhub.dev/google/nnlm-en-dim50/2',
      'google/nnlm-en-dim50/2',
      'float32 (batch, 50)',
      { takes: 'string (batch,)', gives: 'float32 (batch, 50)' },
    ],
    ['https://tfhub.dev/nobody/knows-this/1', 'nobody/knows-this/1', null, undefined],
    [
      'https://tfhub.dev/tensorflow/bert_en_uncased_L-12_H-768_A-12/4',
      'tensorflow/bert_en_uncased_L-12_H-768_A-12/4',
      null,
      {
        takes: 'input_word_ids (batch, None), input_mask (batch, None), input_type_ids (batch, None)',
        gives: 'pooled_output (batch, 768), sequence_output (batch, None, 768)',
      },
    ],
  ];
  for (const [handle, words, output, embedding] of modules)
    it(`of the Hub module ${words} says what it takes and gives, where that is known`, async () => {
      const read = await reading(`import tensorflow_hub as hub\nm = tf.keras.Sequential([hub.KerasLayer("${handle}", trainable=True)])`, {
        keras: '2',
      });
      const [model] = modelsOf(read, 'main.py', read.diagnostics);
      const layer = model?.layers[0];
      assert.deepEqual([layer?.class, layer?.settings, layer?.output, layer?.embedding], ['hub.KerasLayer', words, output, embedding]);
    });

  const problems: readonly [where: string, source: string, at: number | undefined][] = [
    [
      'the layer that has it',
      'm = keras.Sequential([\n  layers.Input((20, 8)),\n  layers.LSTM(4),\n  layers.LSTM(2),\n  layers.Dense(1)])',
      1,
    ],
    [
      'none, where the problem is in another place',
      'layers.LSTM(2)(keras.Input((4,)))\nm = keras.Sequential([layers.Input((8,)), layers.Dense(4)])',
      undefined,
    ],
    [
      'none, where the problem is of the same line',
      'm = keras.Sequential([layers.Input((8,)), layers.Dense(4)]); layers.LSTM(2)(keras.Input((4,)))',
      undefined,
    ],
  ];
  for (const [where, source, at] of problems)
    it(`shows a problem at ${where}`, async () => {
      const { layers } = await modelIn(source);
      const index = layers.findIndex(({ problem }) => problem !== undefined);
      assert.equal(index, at ?? -1);
    });
});
