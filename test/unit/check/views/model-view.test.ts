import * as assert from 'node:assert/strict';
import { readProgram } from '../../../../src/check/read/program';
import { modelsOf } from '../../../../src/check/views/model-view';
import type { ModelView } from '../../../../src/protocol/model-page';
import { testParser } from '../../python/parser';

const HEAD = 'import numpy as np\nimport keras\nfrom keras import layers\n';

async function models(source: string): Promise<ModelView[]> {
  const reading = readProgram('a.py', HEAD + source, { parser: await testParser() });
  return modelsOf(reading, 'a.py', reading.diagnostics);
}

/** Class, output and sources of every row. */
const rows = ({ layers }: ModelView): [string, string | null, readonly number[]][] =>
  layers.map(({ class: kind, output, from }) => [kind, output, from]);

const cases: readonly { name: string; source: string; rows: ReturnType<typeof rows>; parameters: number | null }[] = [
  {
    name: 'a chain',
    source: 'm = keras.Sequential([layers.Input((8,)), layers.Dense(4), layers.Dense(2)])\n',
    rows: [
      ['Dense', 'float32 (batch, 4)', []],
      ['Dense', 'float32 (batch, 2)', [0]],
    ],
    parameters: 46,
  },
  {
    name: 'branches that meet',
    source: 'x = keras.Input((8,))\na = layers.Dense(4)(x)\nb = layers.Dense(4)(x)\nm = keras.Model(x, layers.Add()([a, b]))\n',
    rows: [
      ['Input', 'float32 (batch, 8)', []],
      ['Dense', 'float32 (batch, 4)', [0]],
      ['Dense', 'float32 (batch, 4)', [0]],
      ['Add', 'float32 (batch, 4)', [1, 2]],
    ],
    parameters: 72,
  },
  {
    name: 'an operation between layers',
    source: 'x = keras.Input((6, 8))\nm = keras.Model(x, layers.Dense(2)(x[:, -1, :]))\n',
    rows: [
      ['Input', 'float32 (batch, 6, 8)', []],
      ['Operation', 'float32 (batch, 8)', [0]],
      ['Dense', 'float32 (batch, 2)', [1]],
    ],
    parameters: 18,
  },
  {
    name: 'a graph that breaks on its way',
    source: 'x = keras.Input((8,))\na = layers.Dense(4)(x)\nb = layers.LSTM(3)(a)\nm = keras.Model(x, layers.Dense(2)(b))\n',
    rows: [
      ['Input', 'float32 (batch, 8)', []],
      ['Dense', 'float32 (batch, 4)', [0]],
      ['Operation', null, []],
    ],
    parameters: null,
  },
];

describe('a model as a table', () => {
  for (const { name, source, rows: expected, parameters } of cases) {
    it(name, async () => {
      const [model] = await models(source);
      assert.ok(model);
      assert.deepEqual(rows(model), expected);
      assert.equal(model.parameters, parameters);
    });
  }

  it('tells what it is trained on, and what does not fit there', async () => {
    const source =
      'm = keras.Sequential([layers.Input((8,)), layers.Dense(3, activation="softmax")])\n' +
      'm.compile(loss="sparse_categorical_crossentropy")\nm.fit(np.zeros((20, 8)), np.zeros((30,)))\n';
    const [training] = (await models(source))[0]?.trainings ?? [];
    assert.equal(training?.inputs, 'float64 (20, 8)');
    assert.equal(training?.labels, 'float64 (30,)');
    assert.equal(training?.loss, 'sparse_categorical_crossentropy');
    assert.deepEqual(
      training?.problems.map(({ rule }) => rule),
      ['data-cardinality'],
    );
  });

  it('shows a problem at its layer', async () => {
    const [model] = await models('m = keras.Sequential([layers.Input((20, 8)), layers.LSTM(4), layers.LSTM(2)])\n');
    assert.deepEqual(
      model?.layers.map(({ problem }) => problem?.rule),
      [undefined, 'layer-input-rank'],
    );
  });

  it('says what an embedding takes and gives', async () => {
    const [model] = await models('m = keras.Sequential([layers.Input((20,)), layers.Embedding(5000, 16)])\n');
    assert.deepEqual(model?.layers[0]?.embedding, { takes: 'ids 0 to 4,999', gives: 'a vector of length 16 for each ID' });
  });
});

describe('the models of a file', () => {
  it('are each shown once, under the name they had first, in the order of the text', async () => {
    const found = await models(
      'a = keras.Sequential([layers.Input((8,)), layers.Dense(4)])\nb = keras.Sequential([layers.Dense(2)])\nc = a\n',
    );
    assert.deepEqual(
      found.map(({ name, kind, parameters, inputs }) => [name, kind, parameters, inputs]),
      [
        ['a', 'sequential', 36, 'float32 (batch, 8)'],
        ['b', 'sequential', null, null],
      ],
    );
  });

  it('have no number of parameters without layers', async () => {
    assert.deepEqual(
      (await models('m = keras.Sequential()\n')).map(({ layers, parameters }) => [layers, parameters]),
      [[[], null]],
    );
  });

  it('do not have the problems of a training that a layer shows already', async () => {
    const [model] = await models(
      'm = keras.Sequential([layers.Input((20, 8)), layers.LSTM(4), layers.LSTM(2)]); m.compile(loss="mse"); m.fit(np.zeros((20, 20, 8)), np.zeros((20, 2)))\n',
    );
    assert.equal(model?.layers[1]?.problem?.rule, 'layer-input-rank');
    assert.deepEqual(
      model?.trainings.flatMap(({ problems }) => problems.map(({ rule }) => rule)).filter(rule => rule === 'layer-input-rank'),
      [],
    );
  });

  it('that branch and break show the steps up to there, and the error after them', async () => {
    const [model] = await models(
      'other = keras.Input((3,))\nx = keras.Input((8,))\na = layers.Dense(4)(x)\nb = layers.Dense(5)(x)\nc = layers.Add()([a, b])\nunused = layers.Dense(2)(other)\nm = keras.Model(x, layers.Dense(2)(c))\n',
    );
    assert.deepEqual(
      model?.layers.map(({ class: kind, output, from, problem }) => [kind, output, from, problem?.rule]),
      [
        ['Input', 'float32 (batch, 8)', [], undefined],
        ['Dense', 'float32 (batch, 4)', [0], undefined],
        ['Dense', 'float32 (batch, 5)', [0], undefined],
        ['Operation', null, [], 'merge-shape'],
      ],
    );
  });

  it('that use a layer twice show it once, fed by both', async () => {
    const [model] = await models(
      'x = keras.Input((8,))\ny = keras.Input((8,))\nshared = layers.Dense(4)\nm = keras.Model([x, y], layers.Add()([shared(x), shared(y)]))\n',
    );
    assert.deepEqual(
      model?.layers.map(({ class: kind, from }) => [kind, from]),
      [
        ['Input', []],
        ['Dense', [0]],
        ['Input', []],
        ['Add', [1]],
      ],
    );
  });
});
