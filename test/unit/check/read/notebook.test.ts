import assert from 'node:assert/strict';
import { withoutMagics } from '../../../../src/check/read/notebook';
import { readCells } from '../../../../src/check/read/program';
import { testParser } from '../../python/parser';

/** Cells and what Python reads of them. */
const cells: readonly [name: string, cell: string, python: string][] = [
  ['a magic', '%matplotlib inline\nx = 1', 'pass              \nx = 1'],
  ['a command over several lines', '!pip install \\\n  one \\\n  git+https://example.org/two.git\nx = 1', 'pass          \n\n\nx = 1'],
  ['the output of a command', 'files = !ls *.csv\n  n = %env HOME', 'files = get_ipython()\n  n = get_ipython()'],
  ['a timed statement', '%time x = f()\n%time   y = 2\n%time -n 3 z = 1', 'if 1: x = f()\nif 1:   y = 2\nif 1:      z = 1'],
  ['a timed cell', '%%time\nx = 1', 'pass  \nx = 1'],
  ['a captured cell', '%%capture out\nx = 1', 'out = get_ipython()\nx = 1'],
  ['another language', '%%bash\nx=1\necho $x', 'pass  \n\n'],
  [
    'an unknown magic over a cell',
    '%%engine first\na, b = f(1)\ndef g(x):\n  return x',
    'from IPython import *\na = b = get_ipython()\ng = get_ipython()\n',
  ],
  ['an unknown magic in a line', '%recall data', 'from IPython import *'],
  ['a magic without its sign, alone in a cell', 'ls -la ../data', 'pass          '],
  ['another, with words of a shell', 'pip install --upgrade "keras>=3"\n', 'pass                            \n'],
  ['one that is assigned to', 'cat = 3', 'cat = 3'],
  ['one that compares', 'ls == files', 'pass       '],
  ['two such lines, which IPython takes for Python', 'ls a\nls b', 'ls a\nls b'],
  ['help', 'tf.zeros?\n?tf.ones\nx = 1', 'pass     \npass    \nx = 1'],
  ['a remainder over two lines', 'text = ("%d"\n  %count)\ny = x\\\n  %z', 'text = ("%d"\n  %count)\ny = x\\\n  %z'],
  ['a text over lines', 'help = """\n%time is a magic\n!ls\n"""', 'help = """\n%time is a magic\n!ls\n"""'],
  ['an apostrophe in a command', "!echo it's\n%time x = 1", 'pass      \nif 1: x = 1'],
];

describe('what only a notebook understands', () => {
  for (const [name, cell, python] of cells) it(name, () => assert.equal(withoutMagics(cell), python));

  const programs: readonly [name: string, cells: readonly string[], said: readonly string[]][] = [
    ["IPython's own names", ['get_ipython().run_line_magic("time", "1")\ndisplay(3)', 'y = _ + Out[1]'], []],
    ['a name that an unknown magic may bind', ['%%engine\nstep = lambda x: x', 'y = step(1)'], []],
    [
      'a value that an unknown magic may change',
      ['import tensorflow as tf\nx = tf.zeros((2, 3))', '%%engine\nx = x[0]', 'y = x[0, 1, 2]'],
      [],
    ],
    ['a name that a timed statement binds', ['%time scores = [1]', 'y = scores'], []],
    ['a name that nothing binds', ['x = 1', 'y = scores'], ['undefined-name']],
  ];
  for (const [name, texts, said] of programs)
    it(name, async () => {
      const all = texts.map((text, index) => ({ path: `a.ipynb#${index}`, text, raises: false }));
      const { diagnostics } = readCells('a.ipynb', all, { parser: await testParser() });
      assert.deepEqual(
        diagnostics.map(({ rule }) => rule),
        said,
      );
    });
});
