import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProgram } from '../../../src/check/read/program';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

const folder = inProject('test/data/hostile/python');

/** A reading takes some milliseconds; one that is not bounded takes for ever. */
const MOST_MS = 5000;

const doubled = (start: string, line: string, rest: string): string => `import tensorflow as tf
import numpy as np
${start}
${`${line}\n`.repeat(60)}${rest}
`;

const more: [string, string][] = [
  ['a set in a tuple', doubled('x = (1,)', 'x = (x, frozenset(x), x)', 'print(x)')],
  ['a dictionary of lists', doubled('x = {}', "x = {'a': [x], 'b': [x]}", 'y = tf.nest.flatten(x)')],
  ['a list that holds itself', 'x = []\nx.append(x)\nx.append(x)\ny = [x, x]\nprint(y == x, x)\n'],
  ['tuples that are added', doubled('x = ()', 'x = (x,) + (x,)', 'hash(x); print(repr(x), x == x)')],
  ['a comprehension over itself', doubled('x = [1]', 'x = [x for _ in range(2)]', 'np.array(x).shape')],
  ['an if with values that double', doubled('import sys\nx = ()', 'if len(sys.argv) > 1: x = (x, x)', 'tf.constant(x)')],
  ['arguments that double', `def f(*a): return a\n${doubled('x = ()', 'x = f(x, x)', 'print(x)')}`],
  [
    'datasets in dictionaries',
    doubled('d = tf.data.Dataset.range(3)', "d = tf.data.Dataset.zip({'a': d, 'b': d})", 'print(d.element_spec)'),
  ],
  ['splits of one tensor', 'import tensorflow as tf\nx = tf.split(tf.zeros([10**9, 2]), 10**9)\nfor a in x: b = tf.unstack(a, num=2)\n'],
];

const nested: [string, string][] = [
  ['1', ' + 1'],
  ['f', '()'],
  ['f', '.b'],
  ['f', '[0]'],
  ['1', ' if f else 1'],
  ['1', ' and f'],
];
const around: [string, string][] = [
  ['(', ')'],
  ['[', ']'],
  ['{1: ', '}'],
  ['f(', ')'],
  ['not ', ''],
  ['-', ''],
  ['lambda: ', ''],
  ['[a for a in ', ']'],
  ['(y := ', ')'],
];
const DEEP = 6000;
const deep: [string, string][] = [
  ...nested.map(([start, more]): [string, string] => [`${more}, nested`, `f = 1\nx = ${start}${more.repeat(DEEP)}\n`]),
  ...around.map(([open, close]): [string, string] => [
    `${open}${close}, nested`,
    `f = 1\nx = ${open.repeat(DEEP)}1${close.repeat(DEEP)}\n`,
  ]),
  ['a target in brackets', `for ${'('.repeat(DEEP)}x${')'.repeat(DEEP)} in y: pass\n`],
];

describe('programs made to keep a reader busy', () => {
  const files = readdirSync(folder).map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]);
  for (const [name, source] of [...files, ...more, ...deep])
    it(name, async () => {
      const parser = await testParser();
      const start = performance.now();
      const reading = readProgram('hostile.py', source, { parser });
      assert.ok(performance.now() - start < MOST_MS);
      assert.ok(Array.isArray(reading.diagnostics));
    }).timeout(4 * MOST_MS);
});
