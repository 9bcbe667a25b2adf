import * as assert from 'node:assert/strict';
import { compileQuery } from '../../../../src/query/query';
import { wordFilter } from '../../../../webview/compatibility/word-filter';

const cases: readonly [word: string, text: string, found: boolean][] = [
  ['zebra', 'A Zebra runs', true],
  ['zebra', 'a zeb ra', false],
  ['c++', 'I write C++ here', true],
  ['c++', 'I write c', false],
  ['a.b', 'axb', false],
  ['"quoted\\"', 'it is "quoted\\" so', true],
  ['straße', 'STRAßE', true],
  ['[x]', '[X]', true],
];

describe('the records behind an unknown word', () => {
  for (const [word, text, found] of cases)
    it(`${word} ${found ? 'is' : 'is not'} in ${text}`, () => {
      const name = 'image/text';
      const compiled = compileQuery({ kind: 'filter', text: wordFilter(name, word) }, [{ name, type: 'text', detail: '', literals: [] }]);
      assert.ok(compiled.ok);
      const features = new Map([[name, { kind: 'bytes' as const, values: [new TextEncoder().encode(text)] }]]);
      assert.equal(compiled.matches({ record: 0, size: 0, features }), found);
    });
});
