import { strict as assert } from 'node:assert';
import { cut, paintFor, table, terminalWidth, withCodes } from '../../../src/cli/style';

describe('text for a terminal', () => {
  const widths: [string, number][] = [
    ['', 0],
    ['abc', 3],
    ['日本', 4],
    ['é', 1],
    ['👩‍🔬a', 3],
  ];
  for (const [text, columns] of widths)
    it(`${JSON.stringify(text)} takes ${columns} columns`, () => assert.equal(terminalWidth(text), columns));

  it('counts the letters of a long text as the segmenter does, wherever a window ends', () => {
    const parts = ['a', 'é', '日', '👩‍🔬', '🇫🇷', 'é', 'क्षि'];
    for (let start = 0; start < parts.length; start++) {
      const text = 'x'.repeat(start) + Array.from({ length: 700 }, (_, index) => parts[(index * 3 + start) % parts.length]).join('');
      const letters = [...new Intl.Segmenter().segment(text)];
      const wide = letters.filter(({ segment }) => ['日', '👩‍🔬', '🇫🇷'].includes(segment)).length;
      const flags = letters.filter(({ segment }) => segment === '🇫🇷').length;
      assert.equal(terminalWidth(text), letters.length + wide - flags);
      assert.equal(cut(text, terminalWidth(text)), text);
    }
  });

  const cuts: [string, number, string][] = [
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 4, 'abc…'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
  ];
  for (const [text, columns, kept] of cuts) it(`${text} is cut to ${columns} columns`, () => assert.equal(cut(text, columns), kept));

  it('a table has columns as wide as their widest cell, and no space at the ends of lines', () => {
    const rows = [
      ['name', 'n', 'x'],
      ['日本', '1,000', ''],
    ];
    assert.deepEqual(table(rows, ['left', 'right']), ['name      n  x', '日本  1,000']);
    assert.deepEqual(table([]), []);
  });

  it('has styles on a terminal, but with NO_COLOR', () => {
    const before = process.env.NO_COLOR;
    try {
      delete process.env.NO_COLOR;
      const terminal = { isTTY: true };
      const red = paintFor(terminal)('red', 'a');
      assert.equal(withCodes(red, terminal), '\x1b[31ma\x1b[39m');
      assert.equal(withCodes(red, {}), 'a');
      assert.equal(terminalWidth(red), 1);
      assert.equal(paintFor({})('red', 'a'), 'a');
      process.env.NO_COLOR = '1';
      assert.equal(paintFor({ isTTY: true })('red', 'a'), 'a');
    } finally {
      if (before === undefined) delete process.env.NO_COLOR;
      else process.env.NO_COLOR = before;
    }
  });
});
