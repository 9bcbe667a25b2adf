import assert from 'node:assert/strict';
import { testParser } from '../python/parser';
import { judge } from './judge';

const program = {
  id: '1',
  group: '',
  source: 'import tensorflow as tf\ny = tf.ones([2]) + tf.ones([3])\n',
  error: 'InvalidArgumentError',
  line: 2,
};

describe('the judge of recorded programs', () => {
  it('wants the error from the rule that is recorded', async () => {
    const parser = await testParser();
    assert.equal(judge({ ...program, rule: 'op-shape' }, parser), 'error found');
    assert.equal(judge({ ...program, rule: 'op-dtype' }, parser), 'WRONG RULE op-shape for 1, recorded is op-dtype');
    assert.equal(judge(program, parser), 'WRONG RULE op-shape for 1, recorded is none');
    assert.equal(judge({ ...program, line: 1, rule: 'op-shape' }, parser), 'error elsewhere');
  });
});
