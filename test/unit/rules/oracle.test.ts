import assert from 'node:assert/strict';
import { testParser } from '../python/parser';
import { judgeAll, readCases } from './judge';

/** Programs of every kind with the answers of Keras 3.15 and TensorFlow 2.21. AttributeErrors are no mistake of shape and are left out. */
const cases = readCases('oracle/shapes.jsonl').filter(({ error }) => error !== 'AttributeError');

describe('the answers of Keras and TensorFlow', () => {
  it('are ours, case by case', async function () {
    this.timeout(60_000);
    const { count, wrong, summary } = judgeAll(cases, await testParser());
    assert.deepEqual(wrong, [], summary);
    const errors = count('error found') + count('error missed') + count('error elsewhere');
    const shapes = count('shape agrees') + count('shape unknown');
    const known = `${count('error found')} of ${errors} errors found, ${count('shape agrees')} of ${shapes} shapes known`;
    assert.ok(count('error found') >= 0.95 * errors && count('shape agrees') >= 0.97 * shapes, known);
  });
});
