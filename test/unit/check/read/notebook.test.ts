import * as assert from 'node:assert/strict';
import { notebookCells, withoutMagics } from '../../../../src/check/read/notebook';
import { readCells } from '../../../../src/check/read/program';
import { testParser } from '../../python/parser';

/** Texts of cells, and what of them is Python. */
const magics: readonly [text: string, python: string][] = [
  ['x = 1\n  %timeit x\nx?\ny = 2', 'x = 1\n  pass     \npass\ny = 2'],
  ['!ls', 'pass'],
  ['?x', 'pass'],
  ['model.fit??', 'pass       '],
  ['%%bash\nls', '      \n  '],
  ['%%time\nx = 1', 'pass  \nx = 1'],
  ['%%capture out\nx = 1', 'pass         \nx = 1'],
  ['y = x % 2', 'y = x % 2'],
  ['"why?"', '"why?"'],
];

const notebook = (cells: readonly unknown[]): string => JSON.stringify({ cells });

describe('a notebook', () => {
  for (const [text, python] of magics)
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(python)}`, () => assert.equal(withoutMagics(text), python));

  it('has its code cells, by their place in the document', () => {
    const text = notebook([
      { cell_type: 'markdown', source: ['# words'] },
      { cell_type: 'code', source: ['a = 1\n', 'b = 2'], metadata: {} },
      { cell_type: 'code', source: 'c = 3', metadata: { tags: ['raises-exception'] } },
      { cell_type: 'code', metadata: { tags: 'raises-exception' } },
      null,
      { cell_type: 'code', source: 'd', metadata: { tags: ['other'] } },
    ]);
    assert.deepEqual(notebookCells('b.ipynb', text), [
      { path: 'b.ipynb#cell2', text: 'a = 1\nb = 2', raises: false },
      { path: 'b.ipynb#cell3', text: 'c = 3', raises: true },
      { path: 'b.ipynb#cell4', text: '', raises: false },
      { path: 'b.ipynb#cell6', text: 'd', raises: false },
    ]);
  });

  it('is none where the text is not one', () => {
    for (const text of ['no notebook', 'null', '{}', '{"cells": 3}', '7']) assert.equal(notebookCells('b.ipynb', text), undefined);
  });

  it('is read from cell to cell; what may raise says nothing', async () => {
    const code = (source: string, ...tags: string[]): unknown => ({ cell_type: 'code', source, metadata: { tags } });
    const cells = notebookCells(
      'b.ipynb',
      notebook([
        code('%matplotlib inline\n!pip install keras\nimport keras\nx = keras.Input((4,))'),
        code('y = keras.layers.LSTM(8)(x)', 'raises-exception'),
        code('z = keras.layers.GRU(8)(x)'),
      ]),
    );
    const { diagnostics } = readCells('b.ipynb', cells ?? [], { parser: await testParser() });
    assert.deepEqual(
      diagnostics.map(({ span, rule }) => `${span.path}:${span.line} ${rule}`),
      ['b.ipynb#cell3:1 layer-input-rank'],
    );
  });
});
