import * as assert from 'node:assert/strict';
import { ignoreComment } from '../../../../src/extension/checking/ignore-comment';

/** The lines after the change. */
function changed(lines: readonly string[], first: number, last: number): string[] {
  const { line, from, to, text } = ignoreComment(lines, first, last, 'op-shape');
  return lines.map((before, index) => (index === line ? before.slice(0, from) + text + before.slice(to) : before));
}

const cases: readonly { name: string; lines: string[]; last?: number; expected: string[] }[] = [
  { name: 'at the end of the line', lines: ['x = a + b'], expected: ['x = a + b  # tensorscope: ignore[op-shape]'] },
  { name: 'after other comments', lines: ['x = a + b  # noqa '], expected: ['x = a + b  # noqa  # tensorscope: ignore[op-shape]'] },
  {
    name: 'into the list that is there',
    lines: ['x = a + b  # tensorscope: ignore[op-dtype]'],
    expected: ['x = a + b  # tensorscope: ignore[op-dtype, op-shape]'],
  },
  { name: 'into an empty list', lines: ['x = a  # tensorscope: ignore[]'], expected: ['x = a  # tensorscope: ignore[op-shape]'] },
  {
    name: 'on the last line where the first goes on with a backslash',
    lines: ['x = a + \\', '    b'],
    last: 1,
    expected: ['x = a + \\', '    b  # tensorscope: ignore[op-shape]'],
  },
  {
    name: 'behind a text over several lines, not in it',
    lines: ['x = f("""one', 'two""")'],
    last: 1,
    expected: ['x = f("""one', 'two""")  # tensorscope: ignore[op-shape]'],
  },
];

describe('the comment that ignores a rule goes', () => {
  for (const { name, lines, last = 0, expected } of cases) it(name, () => assert.deepEqual(changed(lines, 0, last), expected));
});
