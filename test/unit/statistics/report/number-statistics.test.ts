import * as assert from 'node:assert/strict';
import { encodeExample } from '../../../../src/records/encode-example';
import type { FeatureValue } from '../../../../src/records/example';
import type { NumberStatistics } from '../../../../src/statistics/report/statistics';
import { statisticsOf } from '../collect/collect-file';

/** The statistics of whole numbers in one record for each list. */
function numbersOf(...lists: number[][]): NumberStatistics | undefined {
  const values = lists.map((list): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(list, BigInt) }));
  return statisticsOf(values.map(value => encodeExample({ features: new Map([['x', value]]) }))).features[0]?.int64;
}

describe('the statistics of numbers', () => {
  it('are those of the numbers', () => {
    const { count, min, max, mean, deviation, zeros } = numbersOf([0, 2], [0, 6]) ?? {};
    assert.deepEqual([count, min, max, mean, deviation, zeros], [4, 0, 6, 2, Math.sqrt(6), 2]);
  });

  it('of one number have no deviation but zero', () => {
    const { count, mean, deviation, zeros } = numbersOf([5]) ?? {};
    assert.deepEqual([count, mean, deviation, zeros], [1, 5, 0, 0]);
  });

  it('of none have no mean', () => {
    const { count, min, max, mean, deviation } = numbersOf([], []) ?? {};
    assert.deepEqual([count, min, max, mean, deviation], [0, null, null, null, null]);
  });
});
