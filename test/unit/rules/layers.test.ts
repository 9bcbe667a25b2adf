import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/program';
import { layerState } from '../../../src/rules/layers/layer';
import { layers } from '../../../src/rules/layers/table';
import { weightsOf } from '../../../src/rules/layers/weights';
import { testParser } from '../python/parser';
import { judgeAll, readCases } from './judge';

const cases = readCases('rules/layers.jsonl');

describe('layers', () => {
  it('give what Keras gives, and raise where Keras raises', async function () {
    this.timeout(60_000);
    const { count, wrong, summary } = judgeAll(cases, await testParser());
    assert.deepEqual(wrong, [], summary);
    const errors = count('error found') + count('error missed') + count('error elsewhere');
    const shapes = count('shape agrees') + count('shape unknown');
    assert.ok(count('error found') >= 0.97 * errors && count('shape agrees') >= 0.98 * shapes, summary);
  });

  it('have as many weights as in Keras', async () => {
    const parser = await testParser();
    for (const { source, weights } of cases.filter(one => one.weights !== undefined)) {
      const made = readProgram('case.py', source, { parser }).assignments.findLast(({ name }) => name === 'layer');
      const state = made && layerState(made.value);
      // A layer of the program itself counts its weights with `count_params`.
      if (state !== undefined) assert.deepEqual(weightsOf(layers, state), weights, source);
    }
  });
});
