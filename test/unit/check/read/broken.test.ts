import assert from 'node:assert/strict';
import { readProgram } from '../../../../src/check/read/program';
import { testParser } from '../../python/parser';

/** Programs, most of them as notebooks and drafts have them, and the rules that say something about them. */
const programs: readonly [what: string, program: string, said: readonly string[]][] = [
  ['a line of English', 'Download and copy the file\nx = y', ['undefined-name']],
  ['a command of a shell', 'gcloud run deploy --region central1 $name\nx = 1', []],
  ['a blank that is to be filled', 'a, b = # to do\nc, d = 1, 2\nprint(a, b, c, d)', []],
  ['a blank in an argument', 'f = print\nf(1,\n  x = # to do\n)\ny = x', []],
  ['a name of a line with a mistake', 'model = build(1 2)\nmodel.fit(data)', ['undefined-name']],
  ['a mistake within a function', 'def f():\n  x = = 1\n  return y\nf()', ['undefined-name']],
  ['a mistake in the head of one', 'def f(x:\n  return x\nz = f(1)', []],
  ['a mistake in one branch', 'if 1:\n  a = 1\nelse:\n  a = (2 3)\nb = a + c', ['undefined-name']],
  ['a bracket that stays open', 'x = [1, 2\ny = x', []],
  ['lines joined by a backslash', 'x = 1 + \\\n  2\ny = z', ['undefined-name']],
  ['lines joined by brackets, with comments', 'x = f = [ # one\n  1, # two\n\n  2]\ny = z', ['undefined-name']],
  ['a text over lines', 'x = """a\nb""" + z', ['undefined-name']],
  ['a list behind a backslash', 'a, b = \\\n  [\\\n  1,\\\n  2 \\\n  ]', []],
  ['a call behind a backslash', 'def f(a, b): return a\nf(\\\n  1,\\\n  2)', []],
];

describe('statements that Python does not take', () => {
  for (const [what, program, said] of programs)
    it(what, async () => {
      const { diagnostics } = readProgram('a.py', program, { parser: await testParser() });
      assert.deepEqual(
        diagnostics.map(({ rule }) => rule),
        said,
        diagnostics.map(({ message, span }) => `${span.line}: ${message}`).join('\n'),
      );
    });
});
