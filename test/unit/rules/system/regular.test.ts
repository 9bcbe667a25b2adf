import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readProgram } from '../../../../src/check/read/program';
import { fromPython } from '../../../../src/rules/system/regular-pattern';
import { asItems } from '../../../../src/values/read';
import type { Value } from '../../../../src/values/value';
import { inProject } from '../../../root';
import { testParser } from '../../python/parser';

type Plain = string | number | boolean | null | Plain[] | 'unknown';
interface Answer {
  pattern: string;
  text: string;
  search: Plain;
  match: Plain;
  fullmatch: Plain;
  findall: Plain;
  split: Plain;
  sub: Plain;
}

const answers = JSON.parse(readFileSync(inProject('test/data/rules/regular.json'), 'utf8')) as Answer[];
const methods = ['search', 'match', 'fullmatch', 'findall', 'split', 'sub'] as const;

function plain(value: Value): Plain {
  if (value.kind === 'none') return null;
  if (value.kind === 'str' || value.kind === 'int') return value.value;
  return asItems(value)?.map(plain) ?? 'unknown';
}

const written = (text: string): string => JSON.stringify(text);

/** What the checker finds for each method, as Python would print it. */
async function found({ pattern, text }: Answer): Promise<{ [method: string]: Plain }> {
  const matches = ['search', 'match', 'fullmatch'];
  const lines = methods.map(method => {
    const call = `re.compile(${written(pattern)}).${method}(${method === 'sub' ? '"#", ' : ''}${written(text)})`;
    return matches.includes(method) ? `m = ${call}\n${method} = (m.group(0),) + m.groups() if m else None` : `${method} = ${call}`;
  });
  const { assignments } = readProgram('a.py', `import re\n${lines.join('\n')}\n`, { parser: await testParser() });
  return Object.fromEntries(
    methods.map(method => [method, plain(assignments.findLast(({ name }) => name === method)?.value ?? assert.fail())]),
  );
}

/** What is not held against a text: what looks around or back, what is in flags, what could take long. */
const notTaken = [/\(\?=/, /\\1/, /\(\?i\)/, /\(a\+\)\+/];

describe("Python's regular expressions", () => {
  for (const pattern of new Set(answers.map(answer => answer.pattern)))
    it(`${pattern} finds what it finds in Python`, async () => {
      const isTaken = !notTaken.some(shape => shape.test(pattern));
      for (const answer of answers.filter(one => one.pattern === pattern)) {
        for (const [method, value] of Object.entries(await found(answer))) {
          if (isTaken && (value !== 'unknown' || !/split|sub/.test(method)))
            assert.deepEqual(value, answer[method as (typeof methods)[number]], `${method} in ${answer.text}`);
          else assert.equal(value, 'unknown');
        }
      }
    });

  const slow = ['.*.*.*.*x', '(a*)*b', '(a|b*)+c', '(?:\\d+,?)+x', '(x{1,9})+y', '(?<=a)b', 'a{1000}', '\\p{L}', '['];
  for (const pattern of slow) it(`${pattern} is not taken`, () => assert.equal(fromPython(pattern), undefined));

  it('takes no time to speak of', () => {
    const started = performance.now();
    const most = { x: 4000, '.*x': 1000, '.*.*x': 200, '.*.*.*x': 80 };
    for (const [text, length] of Object.entries(most)) {
      const pattern = fromPython(text) ?? assert.fail();
      assert.deepEqual([pattern.takes('a'.repeat(length)), pattern.takes('a'.repeat(length + 1))], [true, false]);
      assert.equal(pattern.expression.test('a'.repeat(length)), false);
    }
    assert.ok(performance.now() - started < 1000);
  });
});
