import assert from 'node:assert/strict';
import { CheckSession } from '../../../src/check/host/session';
import { notebookCells, withoutMagics } from '../../../src/check/read/notebook';
import { readCells, readProgram } from '../../../src/check/read/program';
import { hoverAt } from '../../../src/check/views/hover';
import { inlaysOf } from '../../../src/check/views/inlays';
import { modelsOf } from '../../../src/check/views/model-view';
import { type LevelSettings, reported } from '../../../src/diagnostics/suppress';
import type { Interpretation } from '../../../src/python/interpretation';
import type { PythonParser } from '../../../src/python/parser';
import { testParser } from '../python/parser';

const source = `import keras
from keras import layers
x = keras.Input(shape=(48,), dtype="int64")
e = layers.Embedding(5000, 32)(x)
c = layers.Conv1D(64, 3)(e)
y = layers.LSTM(8)(layers.GlobalMaxPooling1D()(c))
model = keras.Sequential([
    layers.Input(shape=(8,)),
    layers.Dense(4, activation="relu"),
    layers.Conv1D(2, 3),
])
model.compile(loss="mse")
model.fit([[1.0]], [2.0])
`;

describe('what the user is told', () => {
  let parser: PythonParser;
  let reading: Interpretation;
  before(async () => {
    parser = await testParser();
    reading = readProgram('main.py', source, { parser });
  });

  const rulesOf = (text: string, levels: LevelSettings = {}) =>
    reported(readProgram('main.py', text, { parser }).diagnostics, 'main.py', text, levels).map(
      ({ rule, level, span }) => `${span.line} ${level} ${rule}`,
    );

  it('comes in the order of the text', () => {
    assert.deepEqual(rulesOf(source), ['6 error layer-input-rank', '10 error layer-input-rank', '13 error fit-data-type']);
  });

  const silenced: [comment: string, left: number][] = [
    ['# tensorscope: ignore', 0],
    ['# tensorscope: ignore[layer-input-rank]', 0],
    ['# tensorscope: ignore[op-shape, layer-input-rank]', 0],
    ['# tensorscope: ignore[op-shape]', 1],
    ['# tensorscope', 1],
    ['#tensorscope:ignore  [ nothing ]', 0],
  ];
  for (const [comment, left] of silenced) {
    it(`is silenced by "${comment}": ${left === 0}`, () => {
      const line = 'x = keras.layers.LSTM(8)(keras.Input(shape=(4,)))';
      assert.equal(rulesOf(`import keras\n${line}  ${comment}\n`).length, left);
    });
  }

  it('has the level that is set for its rule', () => {
    assert.deepEqual(rulesOf(source, { 'layer-input-rank': 'hint', 'fit-data-type': 'off' }), [
      '6 hint layer-input-rank',
      '10 hint layer-input-rank',
    ]);
    assert.deepEqual(rulesOf(source, { 'layer-input-rank': 'default', 'fit-data-type': 'off' })[0], '6 error layer-input-rank');
  });

  const hovers: [place: string, line: number, column: number, type: string | undefined, axes?: readonly string[]][] = [
    ['a symbolic tensor', 4, 1, 'float32 (batch, 48, 32)', ['batch', 'position', 'vector']],
    ['a tensor where it is used', 5, 26, 'float32 (batch, 48, 32)', ['batch', 'position', 'vector']],
    ['what a convolution gives', 5, 1, 'float32 (batch, 46, 64)', ['batch', 'step', 'channel']],
    ['a class', 5, 13, 'keras.layers.Conv1D'],
    ['an empty line', 14, 1, undefined],
  ];
  for (const [place, line, column, type, axes] of hovers) {
    it(`hovers over ${place}`, () => {
      const hover = hoverAt(reading, { path: 'main.py', line, column });
      assert.equal(hover?.type, type);
      assert.deepEqual(hover?.axes, axes);
    });
  }

  it('links to the page of the layer', () => {
    assert.equal(
      hoverAt(reading, { path: 'main.py', line: 5, column: 1 })?.page?.url,
      'https://www.tensorflow.org/api_docs/python/tf/keras/layers/Conv1D',
    );
  });

  it('writes shapes beside the code, as many as are wanted', () => {
    const model = inlaysOf(reading, 'main.py', 'model').map(({ line, text }) => `${line}${text}`);
    assert.deepEqual(model.slice(0, 3), ['3: int64 (batch, 48)', '4: float32 (batch, 48, 32)', '5: float32 (batch, 46, 64)']);
    assert.ok(model.includes('9 → (batch, 4)'));
    assert.deepEqual(inlaysOf(reading, 'main.py', 'off'), []);
    assert.ok(inlaysOf(reading, 'main.py', 'all').length >= model.length);
  });

  it('shows a model as a table, with the problem at its layer', () => {
    const [model] = modelsOf(reading, 'main.py', reading.diagnostics);
    assert.equal(model.name, 'model');
    const dense = model.layers.find(layer => layer.class === 'Dense');
    assert.deepEqual([dense?.output, dense?.parameters], ['float32 (batch, 4)', 36]);
    assert.equal(model.layers.find(layer => layer.class === 'Conv1D')?.problem?.level, 'error');
  });

  it('follows a notebook from cell to cell, magics and all', () => {
    const notebook = JSON.stringify({
      cells: [
        { cell_type: 'markdown', source: ['# words'] },
        {
          cell_type: 'code',
          source: ['%matplotlib inline\n', '!pip install keras\n', 'import keras\n', 'x = keras.Input(shape=(4,))'],
          metadata: {},
        },
        { cell_type: 'code', source: 'y = keras.layers.LSTM(8)(x)', metadata: { tags: ['raises-exception'] } },
        { cell_type: 'code', source: ['z = keras.layers.GRU(8)(x)'], metadata: {} },
      ],
    });
    const cells = notebookCells('book.ipynb', notebook) ?? [];
    assert.deepEqual(
      cells.map(({ path, raises }) => [path, raises]),
      [
        ['book.ipynb#cell2', false],
        ['book.ipynb#cell3', true],
        ['book.ipynb#cell4', false],
      ],
    );
    const { diagnostics } = readCells('book.ipynb', cells, { parser });
    assert.deepEqual(
      diagnostics.map(({ span, rule }) => `${span.path}:${span.line} ${rule}`),
      ['book.ipynb#cell4:1 layer-input-rank'],
    );
    assert.equal(notebookCells('book.ipynb', 'no notebook'), undefined);
  });

  it('reads lines of a notebook that are no Python as nothing, in their place', () => {
    assert.equal(withoutMagics('x = 1\n  %timeit x\nx?\ny = 2'), 'x = 1\n  pass     \npass\ny = 2');
    assert.match(withoutMagics('%%bash\nls'), /^\s+$/);
  });

  it('keeps up with edits, and forgets', () => {
    const session = new CheckSession(parser);
    const check = (text: string) =>
      session.check(
        { path: 'main.py', cells: [{ path: 'main.py', text, raises: false }], levels: {}, inlays: 'model', legacy: false, folder: null },
        {},
      ).cells[0].diagnostics.length;
    assert.deepEqual([source, source.replace('LSTM(8)(layers.GlobalMaxPooling1D()(c))', 'LSTM(8)(c)'), source].map(check), [3, 2, 3]);
    assert.equal(session.hover('main.py', { path: 'main.py', line: 4, column: 1 })?.type, 'float32 (batch, 48, 32)');
    session.forget('main.py');
    assert.equal(session.hover('main.py', { path: 'main.py', line: 4, column: 1 }), undefined);
  });
});
