import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/read/program';
import type { Workspace } from '../../../src/rules/core/rule';
import { testParser } from '../python/parser';
import { fixed } from './fixed';
import { mistakes } from './mistakes';

const told = async (source: string, workspace: Workspace = {}) => {
  const { diagnostics } = readProgram('case.py', source, { parser: await testParser(), workspace });
  return diagnostics;
};

describe('fixes', () => {
  for (const { name, rule, source, mended, title, workspace } of mistakes) {
    it(`${rule}: ${name}`, async () => {
      const diagnostics = await told(source, workspace);
      assert.deepEqual(
        diagnostics.map(diagnostic => diagnostic.rule),
        [rule],
        diagnostics.map(({ message }) => message).join('\n'),
      );
      const fix = diagnostics[0].fixes?.find(one => title === undefined || title.test(one.title));
      assert.ok(fix, `no fix among ${diagnostics[0].fixes?.map(one => one.title).join(', ')}`);
      const after = fixed(source, fix);
      assert.ok(
        mended.split('\n').every(line => after.split('\n').includes(line)),
        after,
      );
      assert.deepEqual(
        (await told(after, workspace)).map(({ message }) => message),
        [],
        after,
      );
    });
  }
});
