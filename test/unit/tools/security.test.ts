import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inProject } from '../../root';

const rows = readFileSync(inProject('SECURITY.md'), 'utf8')
  .split('\n')
  .flatMap(line => {
    const [, threat, , test] = /^\| ([^|]+) \| ([^|]+) \| (`[^|]+) \|$/.exec(line) ?? [];
    return threat === undefined ? [] : [{ threat, test }];
  });

describe('the table of threats', () => {
  it('has rows', () => assert.ok(rows.length >= 15));
  for (const { threat, test } of rows) {
    it(`names a test that is there: ${threat}`, () => {
      const [, path, name] = /^`([^`]+)`: (.+)$/.exec(test) ?? assert.fail(`no test is named in ${test}`);
      assert.ok(readFileSync(inProject(path), 'utf8').includes(name), `${path} has no test with "${name}"`);
    });
  }
});
