import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ruleNames } from '../../../../src/diagnostics/catalogue';
import { ruleLine } from '../../../../src/extension/checking/rule-line';
import { inProject } from '../../../root';

describe('the line that a problem leads to', () => {
  const lines = readFileSync(inProject('docs/rules.md'), 'utf8').split('\n');

  it('is that of its rule', () => {
    for (const rule of ruleNames) assert.ok(lines[ruleLine(rule) - 1]?.startsWith(`| \`${rule}\` |`), rule);
  });
});
