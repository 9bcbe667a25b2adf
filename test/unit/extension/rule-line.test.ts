import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogue } from '../../../src/check/catalogue';
import { ruleLine } from '../../../src/extension/checking/rule-line';

describe('the line that a problem leads to', () => {
  const lines = readFileSync(resolve(__dirname, '../../../docs/rules.md'), 'utf8').split('\n');

  it('is that of its rule', () => {
    for (const rule of Object.keys(catalogue)) assert.ok(lines[ruleLine(rule) - 1]?.startsWith(`| \`${rule}\` |`), rule);
  });
});
