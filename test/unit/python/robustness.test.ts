import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { readProgram } from '../../../src/check/read/program';
import type { PythonParser } from '../../../src/python/parser';
import { inProject } from '../../root';
import { testParser } from './parser';

const samples = inProject('samples');
const sources = readdirSync(samples)
  .filter(name => name.endsWith('.py'))
  .map(name => readFileSync(resolve(samples, name), 'utf8'));

/** Pieces that turn a program into one that nobody would write. */
const fragments = [
  '(',
  ')',
  '[',
  ']',
  '{',
  ':',
  ',',
  '\n',
  '    ',
  'def f(',
  'class A(A):',
  'for x in x:',
  'while x:',
  'lambda: ',
  '*',
  '**',
  '@',
  '\\',
  '"',
  "'''",
  'f"{',
  'yield',
  'return',
  'del x',
  'x = x',
  'import ',
  'try:',
  '\u{1f600}',
  '\0',
  '-1',
  '1e999',
  'None',
];

/** A source with some stretches cut out, doubled or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 60 }), fc.constantFrom('', ...fragments)), { minLength: 1, maxLength: 6 }),
  )
  .map(([source, edits]) =>
    edits.reduce((text, [at, length, piece]) => {
      const start = text.length === 0 ? 0 : at % text.length;
      return text.slice(0, start) + piece + text.slice(start + length);
    }, source),
  );

/** How many cases: 20,000 with FULL set, some hundreds in every run. */
const runs = process.env.FULL ? 20_000 : 400;

describe('any text', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await testParser();
  });

  it('is read without throwing, and within the budget', function () {
    this.timeout(0);
    fc.assert(
      fc.property(mutated, source => {
        const { diagnostics, faults } = readProgram('main.py', source, { parser, budget: 50_000 });
        assert.deepEqual(faults, []);
        for (const { span } of diagnostics) assert.ok(span.line >= 1 && span.column >= 1 && span.endLine >= span.line);
      }),
      { numRuns: runs },
    );
  });

  const endless: [name: string, source: string][] = [
    ['a loop that never ends', 'while True:\n    x = 1'],
    [
      'loops within loops',
      `${Array.from({ length: 12 }, (_, depth) => `${'    '.repeat(depth)}for i${depth} in range(60):`).join('\n')}\n${'    '.repeat(12)}x = 1`,
    ],
    ['functions that call each other', 'def a(n):\n    return b(n) + b(n)\ndef b(n):\n    return a(n) + a(n)\na(1)'],
    ['a list that doubles', 'x = [1]\nfor i in range(60):\n    x = x + x'],
    ['a text that doubles', 'x = "a"\nfor i in range(60):\n    x = x + x'],
    ['a deep expression', `x = ${'('.repeat(400)}1${')'.repeat(400)}`],
    ['a class of itself', 'class A(A):\n    pass\nA()'],
    ['imports in a circle', 'import main\nfrom main import *'],
  ];
  for (const [name, source] of endless) {
    it(`ends: ${name}`, () => {
      readProgram('main.py', source, { parser, source: () => source });
    });
  }
});
