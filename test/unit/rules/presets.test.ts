import assert from 'node:assert/strict';
import { presetFacts } from '../../../src/check/host/node-preset-facts';
import { root } from '../../root';
import { testParser } from '../python/parser';
import { judgeAll, readCases } from './judge';

describe('programs with presets of KerasHub on disk', () => {
  it('are as Keras has them', async () => {
    const workspace = { preset: presetFacts({ folders: [root], environment: {} }) };
    const { count, wrong, summary } = judgeAll(readCases('rules/presets.jsonl'), await testParser(), workspace);
    assert.deepEqual(wrong, [], summary);
    assert.equal(count('error missed'), 0, summary);
    assert.ok(count('shape agrees') >= 12, summary);
  });
});
