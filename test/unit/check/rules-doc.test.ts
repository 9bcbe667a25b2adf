import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readProgram } from '../../../src/check/read/program';
import { catalogue } from '../../../src/diagnostics/catalogue';
import type { FeatureFacts, Workspace } from '../../../src/rules/core/rule';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

const doc = readFileSync(inProject('docs/rules.md'), 'utf8');

describe('docs/rules.md', () => {
  it('lists every rule with its level and what it says', () => {
    const rows = [...doc.matchAll(/^\| `([\w-]+)` \| (\w+) \| (.+) \|$/gm)].map(([, rule, level, summary]) => [rule, { summary, level }]);
    assert.deepEqual(Object.fromEntries(rows), catalogue);
  });
});

const integers = (minLength: number, maxLength: number, max: number): FeatureFacts => ({
  kind: 'int64',
  present: 100,
  minLength,
  maxLength,
  min: 0,
  max,
});

/** The records that the page speaks of. */
const workspace: Workspace = {
  records: files => ({
    files,
    sampled: false,
    records: 100,
    features: { ids: integers(48, 48, 4999), label: integers(1, 1, 9), tags: integers(0, 7, 49) },
  }),
};

const imports = /^```python\n(import numpy[\s\S]+?)```$/m.exec(doc)?.[1] ?? '';
const examples = [...doc.matchAll(/^### ([\w-]+)\n\n```python\n([\s\S]+?)```\n\nMended:\n\n```python\n([\s\S]+?)```$/gm)];

describe('the examples of docs/rules.md', () => {
  const told = async (text: string) => {
    const { diagnostics } = readProgram('example.py', `${imports}\n${text}`, { parser: await testParser(), workspace });
    return diagnostics.map(({ rule, level }) => `${level} ${rule}`);
  };

  for (const [, rule, wrong, mended] of examples) {
    it(`of ${rule} have it, and have nothing once they are mended`, async () => {
      assert.deepEqual(await told(wrong), [`${catalogue[rule as keyof typeof catalogue].level} ${rule}`]);
      assert.deepEqual(await told(mended), []);
    });
  }

  it('cover every rule that a program alone, or with its records, can break', () => {
    const shown = new Set(examples.map(([, rule]) => rule));
    assert.deepEqual(
      Object.keys(catalogue).filter(rule => !shown.has(rule)),
      ['hub-unavailable-ops', 'vocabulary-coverage'],
    );
  });
});
