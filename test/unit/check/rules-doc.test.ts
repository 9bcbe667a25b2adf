import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogue } from '../../../src/check/catalogue';

describe('docs/rules.md', () => {
  it('lists every rule with its level and what it says', () => {
    const doc = readFileSync(resolve(__dirname, '../../../docs/rules.md'), 'utf8');
    const rows = [...doc.matchAll(/^\| `([\w-]+)` \| (\w+) \| (.+) \|$/gm)].map(([, rule, level, summary]) => [rule, { summary, level }]);
    assert.deepEqual(Object.fromEntries(rows), catalogue);
  });
});
