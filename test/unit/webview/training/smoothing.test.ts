import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { smooth } from '../../../../webview/training/smoothing';

const values = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 50 });
const weights = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('smooth', () => {
  it('leaves the data as they are at weight 0', () => assert.deepEqual(smooth([1, null, 3], 0), [1, null, 3]));

  it('keeps gaps', () => assert.deepEqual(smooth([null, 2, null], 0.5), [null, 2, null]));

  it('is the weighted mean of what has come', () => {
    const [, second] = smooth([1, 3], 0.5) as number[];
    assert.ok(Math.abs((second as number) - (0.25 * 1 + 0.5 * 3) / 0.75) < 1e-12);
  });

  it('begins at the first value and stays within the values', () => {
    fc.assert(
      fc.property(values, weights, (column, weight) => {
        const smoothed = smooth(column, weight) as number[];
        const slack = 1e-6;
        assert.ok(Math.abs((smoothed[0] as number) - (column[0] as number)) < slack);
        assert.ok(smoothed.every(value => value >= Math.min(...column) - slack && value <= Math.max(...column) + slack));
      }),
    );
  });
});
