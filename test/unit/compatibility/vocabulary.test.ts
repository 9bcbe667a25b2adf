import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { vocabularyCoverage, vocabularyOf, WordCounter } from '../../../src/compatibility/vocabulary';
import type { TextStep } from '../../../src/hub/text-step';
import { inProject } from '../../root';

const data = 'test/data/compatibility';
const { texts, module } = JSON.parse(readFileSync(inProject(`${data}/words.json`), 'utf8')) as {
  texts: string[];
  module: { steps: TextStep[]; known: boolean[][] };
};
const tokens = readFileSync(inProject(`${data}/text-module/assets/tokens.txt`), 'utf8');
const lookup = { kind: 'file', asset: 'assets/tokens.txt', column: null, delimiter: '\t', lines: null } as const;
const space: TextStep[] = [{ kind: 'split', at: { kind: 'space' } }];

describe('the vocabulary of a module', () => {
  const vocabulary = vocabularyOf({ steps: module.steps, lookup }, tokens);
  assert.ok(vocabulary);

  it('knows the words that the module knows under TensorFlow', () => {
    assert.equal(vocabulary.size, 11);
    assert.deepEqual(
      texts.map(text => vocabulary.wordsOf(text).map(word => vocabulary.knows(word))),
      module.known,
    );
  });

  it('tells the share of known words, texts without any, and the most frequent unknown ones', () => {
    const coverage = vocabularyCoverage(vocabulary, [...texts, 'zebra zebra', 'zebra a']);
    const flat = module.known.flat();
    assert.equal(coverage.words, flat.length + 4);
    assert.equal(coverage.known, flat.filter(Boolean).length + 1);
    assert.equal(coverage.texts, texts.length + 2);
    assert.deepEqual(coverage.unknown[0], { word: 'zebra', count: 3 });
    assert.equal(coverage.textsWithoutKnown, module.known.filter(known => known.length > 0 && !known.some(Boolean)).length + 1);
  });

  it('names no more unknown words than it was asked for', () => {
    const counter = new WordCounter(vocabulary, 2);
    counter.add('x y z z');
    assert.deepEqual(counter.result().unknown, [
      { word: 'z', count: 2 },
      { word: 'x', count: 1 },
    ]);
  });

  it('reads a column of the file, and no more lines than the module', () => {
    const file = 'one\t1\r\ntwo\t2\nthree\t3';
    const read = vocabularyOf({ steps: space, lookup: { ...lookup, column: 0, lines: 2 } }, file);
    assert.deepEqual(
      ['one', 'two', 'three', '1'].map(word => read?.knows(word)),
      [true, true, false, false],
    );
    assert.equal(vocabularyOf({ steps: space, lookup: { ...lookup, column: 1 } }, file)?.knows('1'), true);
  });

  it('is every word where they are hashed', () => {
    const hashed = vocabularyOf({ steps: space, lookup: { kind: 'hash' } });
    assert.deepEqual([hashed?.size, hashed?.knows('anything')], [null, true]);
  });

  it('is not known where a step is not', () => {
    assert.equal(vocabularyOf({ steps: [{ kind: 'replace', pattern: '(a|b)*', rewrite: '', every: true }], lookup }, tokens), undefined);
  });
});
