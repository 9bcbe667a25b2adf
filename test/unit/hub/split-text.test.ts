import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { fromRe2, fromRewrite } from '../../../src/hub/re2';
import { textSplitter } from '../../../src/hub/split-text';
import type { TextStep } from '../../../src/hub/text-step';
import { inProject } from '../../root';

/** What TensorFlow made of the texts, step by step (test/python/text_words.py). */
const { texts, cases } = JSON.parse(readFileSync(inProject('test/data/compatibility/words.json'), 'utf8')) as {
  texts: string[];
  cases: { steps: TextStep[]; words: string[][] }[];
};

describe('splitting texts as a module does', () => {
  for (const { steps, words } of cases)
    it(`${JSON.stringify(steps)}: the words are TensorFlow's`, () => {
      const split = textSplitter(steps);
      assert.ok(split);
      assert.deepEqual(texts.map(split), words);
    });

  for (const pattern of ['(a)', 'a{2,9}', '[a-z]+[0-9]*', '(?i)a', '\\Qa\\E', '\\z', '[[:^alpha:]]', '[', '\\C', '\\123'])
    it(`${pattern} is not taken: it is none that is known to end soon, or has no counterpart`, () =>
      assert.equal(fromRe2(pattern), undefined));

  it('takes time that grows with the text only', () => {
    const split = textSplitter([{ kind: 'replace', pattern: '[a-z]+!|\\s', rewrite: ' ', every: true }]);
    const begin = performance.now();
    split?.('a'.repeat(20_000));
    assert.ok(performance.now() - begin < 2000);
  });

  it('takes no rewrite with groups', () => {
    assert.equal(fromRewrite('\\1'), undefined);
    assert.equal(fromRewrite('a\\\\b\\0$1'), 'a\\b$&$$1');
  });
});
