import assert from 'node:assert/strict';
import fc from 'fast-check';
import { globMatcher, withoutBraces } from '../../../src/common/glob';

describe('common: patterns of the shell', () => {
  const cases: [pattern: string, matching: string[], others: string[]][] = [
    ['*.tfrecord', ['a.tfrecord', '.tfrecord'], ['a/b.tfrecord', 'a.tfrecords']],
    ['train-?????-of-00002', ['train-00000-of-00002'], ['train-0000-of-00002', 'train-0/000-of-00002']],
    ['**/*.py', ['a.py', 'x/a.py', 'x/y/a.py'], ['x/a.pyc', 'a.p']],
    ['x/**/y', ['x/y', 'x/a/y', 'x/a/b/y'], ['x/ay', 'xy']],
    ['**', ['a', ''], ['a/b']],
    ['[a-c].x', ['a.x', 'c.x'], ['d.x', '-.x']],
    ['[!a-c].x', ['d.x', '-.x'], ['a.x', '/.x']],
    ['[]-]x', [']x', '-x'], ['ax']],
    ['[a-]x', ['ax', '-x'], ['bx']],
    ['[c-a]x', [], ['ax', 'bx', 'cx']],
    ['[a', ['[a'], ['a']],
    ['a.b+(c)', ['a.b+(c)'], ['aXb+(c)', 'a.bb(c)']],
    ['?', ['é', '🎈'], ['', 'ab']],
    ['{a}', ['{a}'], ['a']],
  ];
  for (const [pattern, matching, others] of cases) {
    it(JSON.stringify(pattern), () => {
      const matches = globMatcher(pattern);
      assert.deepEqual(matching.filter(matches), matching);
      assert.deepEqual(others.filter(matches), []);
    });
  }

  it('match as the regular expression for the pattern does', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '?', '**/', '[ab]', '[!a]');
    const source: { [piece: string]: string } = {
      '*': '[^/]*',
      '?': '[^/]',
      '**/': '(?:[^/]*/)*',
      '[ab]': '[ab]',
      '[!a]': '[^a/]',
    };
    const pattern = fc
      .array(piece, { maxLength: 6 })
      // Stars that meet become another piece when they are joined.
      .filter(pieces => pieces.every((each, i) => !each.startsWith('*') || !pieces[i - 1]?.endsWith('*')));
    const path = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, path, (pieces, text) => {
        const startsName = (at: number): boolean => at === 0 || pieces[at - 1].endsWith('/');
        const written = pieces.map((each, i) => (each === '**/' && !startsName(i) ? '[^/]*/' : (source[each] ?? each)));
        const expression = new RegExp(`^${written.join('')}$`);
        assert.equal(globMatcher(pieces.join(''))(text), expression.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('take time in proportion to pattern and path', () => {
    const started = performance.now();
    assert.equal(globMatcher(`${'*a'.repeat(200)}b`)('a'.repeat(10_000)), false);
    assert.equal(globMatcher(`${'**/*a*/'.repeat(100)}b`)('a/'.repeat(5_000)), false);
    assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`);
  });

  const braces: [pattern: string, written: string[]][] = [
    ['a', ['a']],
    ['{a,b}.c{,.gz}', ['a.c', 'a.c.gz', 'b.c', 'b.c.gz']],
    ['{a,{b,c}}', ['a', 'b', 'c']],
    ['{a', ['{a']],
    ['{a}', ['a']],
    ['{a,b}'.repeat(60), ['{a,b}'.repeat(60)]],
  ];
  for (const [pattern, written] of braces) {
    it(`${pattern.slice(0, 20)} stands for ${written.length} pattern${written.length === 1 ? '' : 's'}`, () =>
      assert.deepEqual([...new Set(withoutBraces(pattern))].sort(), written));
  }
});
