import { strict as assert } from 'node:assert';
import { histogramOf, weightedValues } from '../../../../src/statistics/report/weighted';

const none = { values: new Int32Array(0), counts: new Float64Array(0) };

describe('histograms of a sample', () => {
  for (const { name, values, max } of [
    { name: 'neither the least nor the greatest value', values: [40, 50, 60], max: 100 },
    { name: 'neither of few whole numbers', values: [4, 5, 6], max: 10 },
  ]) {
    it(`has a value in the bars at both ends where the sample has ${name}`, () => {
      const weighted = weightedValues(none, { values, weights: [30, 40, 30], exact: false }, 100);
      const { bars } = histogramOf(weighted, 0, max);
      assert.deepEqual([bars[0].count, bars[bars.length - 1].count], [1, 1]);
      assert.equal(
        bars.reduce((sum, { count }) => sum + count, 0),
        100,
      );
    });
  }
});
