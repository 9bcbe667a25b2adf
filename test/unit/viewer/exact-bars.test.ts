import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnsOf } from '../../../src/query/column';
import { compileQuery } from '../../../src/query/query';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { exactInt64 } from '../../../src/statistics/report/number-statistics';
import { exactBars, leastRoundingTo } from '../../../src/viewer/exact-bars';
import { schemaView } from '../../../src/viewer/schema-view';
import { statisticsOf } from '../statistics/collect/collect-file';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

describe('histograms of int64 beyond 2^53', () => {
  it('know which whole numbers round to a float', () => {
    fc.assert(
      fc.property(fc.bigInt(INT64_MIN, INT64_MAX), value => {
        const float = Number(value);
        const least = leastRoundingTo(float);
        assert.ok(least <= value && Number(least) >= float && Number(least - 1n) < float, `${value}`);
      }),
    );
  });

  const check = (name: string, values: bigint[]): void => {
    it(name, () => {
      const examples = values.map(value => new Map<string, FeatureValue>([['id', { kind: 'int64', values: BigInt64Array.of(value) }]]));
      const statistics = statisticsOf(examples.map(features => encodeExample({ features })));
      const [feature] = schemaView(statistics).features;
      const bars = feature?.chart?.bars ?? [];
      assert.equal(new Set(bars.map(({ label }) => label)).size, bars.length, 'no two bars are called the same');
      const sorted = values.toSorted((a, b) => (a < b ? -1 : 1));
      assert.equal(bars[0]?.label.split(' … ')[0], String(sorted[0]));
      assert.equal(bars.at(-1)?.label.split(' … ').at(-1), String(sorted.at(-1)));
      for (const { where, count, label } of bars) {
        const filter = compileQuery({ kind: 'filter', text: where }, columnsOf(statistics));
        assert.ok(filter.ok, where);
        assert.equal(examples.filter((features, record) => filter.matches({ record, size: 0, features })).length, count, label);
      }
    });
  };
  const from = (first: bigint, by: bigint, count = 60): bigint[] => Array.from({ length: count }, (_, index) => first + by * BigInt(index));
  check('numbers that differ by less than a float can tell', from(2n ** 60n, 1n));
  check('just beyond it', from(2n ** 53n - 5n, 1n, 17));
  check('fewer floats than bars', from(1_750_000_000_000_000_000n, 37n));
  check('negative ones', from(INT64_MIN, 1n << 40n));
  check('all there are', from(INT64_MIN, 2n ** 64n / 60n).concat(INT64_MAX));
  check(
    'of posts',
    Array.from({ length: 60 }, (_, index) => 1_750_000_000_000_000_000n + BigInt(index * index)),
  );

  it('lie next to each other, from the least to the largest value', () => {
    fc.assert(
      fc.property(
        fc.bigInt(INT64_MIN, INT64_MAX),
        fc.bigInt(INT64_MIN, INT64_MAX),
        fc.integer({ min: 1, max: 20 }),
        (one, other, count) => {
          const [min, max] = one < other ? [one, other] : [other, one];
          const [low, width] = [Number(min), (Number(max) - Number(min)) / count];
          const edges = Array.from({ length: count }, (_, bar) => ({ low: low + bar * width, high: low + (bar + 1) * width, count: 1 }));
          const bars = exactBars({ coverage: 'all', bars: edges }, exactInt64(min), exactInt64(max));
          assert.equal(bars[0]?.low, min);
          assert.equal(bars.at(-1)?.high, max);
          bars.slice(1).forEach(({ low }, index) => {
            assert.equal(low, (bars[index]?.high ?? 0n) + 1n);
          });
          assert.equal(
            bars.reduce((sum, bar) => sum + bar.count, 0),
            count,
          );
        },
      ),
    );
  });
});
