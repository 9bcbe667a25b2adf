import * as assert from 'node:assert/strict';
import { readProgram } from '../../../../src/check/read/program';
import { asInt } from '../../../../src/values/read';
import { testParser } from '../../python/parser';

/** Imports of `p/q/main.py`, the files that are there, and the N that is found; undefined: none. */
const imports: readonly [statement: string, files: { readonly [path: string]: string }, n: number | undefined][] = [
  ['from sizes import N', { 'p/q/sizes.py': 'N = 1' }, 1],
  ['from sizes import N', { 'p/sizes.py': 'N = 2', 'sizes.py': 'N = 3' }, 2],
  ['from sizes import N', { 'sizes.py': 'N = 3' }, 3],
  ['from sizes import N', { 'p/q/sizes/__init__.py': 'N = 4' }, 4],
  ['from sizes import N', { 'p/q/sizes.py': 'N = 1', 'p/q/sizes/__init__.py': 'N = 4' }, 1],
  ['from a.sizes import N', { 'p/q/a/sizes.py': 'N = 5' }, 5],
  ['from .sizes import N', { 'p/q/sizes.py': 'N = 6', 'p/sizes.py': 'N = 2' }, 6],
  ['from .sizes import N', { 'p/sizes.py': 'N = 2' }, undefined],
  ['from ..sizes import N', { 'p/sizes.py': 'N = 7', 'p/q/sizes.py': 'N = 1' }, 7],
  ['from ..a.sizes import N', { 'p/a/sizes.py': 'N = 8' }, 8],
  ['from . import N', { 'p/q/__init__.py': 'N = 9' }, 9],
  ['from .. import N', { 'p/__init__.py': 'N = 10' }, 10],
  ['from sizes import N', {}, undefined],
];

describe('a program', () => {
  for (const [statement, files, n] of imports)
    it(`finds ${n === undefined ? 'nothing' : `N = ${n}`} by "${statement}" with ${Object.keys(files).join(' and ') || 'no file'}`, async () => {
      const { assignments } = readProgram('p/q/main.py', `${statement}\ny = N\n`, {
        parser: await testParser(),
        source: path => files[path],
      });
      assert.equal(asInt(assignments.find(({ name }) => name === 'y')?.value), n);
    });

  it('is read until its budget is used up', async () => {
    const parser = await testParser();
    const loop = 'n = 0\nfor i in range(100):\n  n = n + 1\n';
    assert.equal(readProgram('a.py', loop, { parser }).exhausted, false);
    assert.equal(readProgram('a.py', loop, { parser, budget: 5 }).exhausted, true);
  });
});
