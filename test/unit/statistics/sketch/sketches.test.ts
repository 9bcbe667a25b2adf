import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { FIELD_KIND } from '../../../../src/records/field-table';
import { distinctCount } from '../../../../src/statistics/sketch/distinct';
import { type NumberCounts, type QuantileSample, readFloatState, readInt64State } from '../../../../src/statistics/sketch/read-state';
import { floatState, int64State, merged } from '../kernel/kernel-columns';

/** Deterministic numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Largest difference between the share of values that the sketch and the truth have below a value. */
function rankError({ values: kept, weights }: QuantileSample, values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const points = kept.map((value, index) => [value, weights[index]]).sort((a, b) => a[0] - b[0]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let worst = 0;
  let below = 0;
  let at = 0;
  for (const [value, weight] of points) {
    while (at < sorted.length && sorted[at] < value) at++;
    worst = Math.max(worst, Math.abs(below / total - at / sorted.length));
    below += weight;
  }
  return worst;
}

const quantilesOf = (...states: Uint8Array[]): QuantileSample => readFloatState(merged(FIELD_KIND.float, states)).quantiles;

describe('schema/kernel quantiles', () => {
  // Whole numbers below 64 are counted one by one: none of these is.
  const streams: [name: string, of: (random: () => number, index: number) => number][] = [
    ['uniform', random => random() * 0.99 + 0.001],
    ['normal', random => random() + random() + random() + random() - 5.5],
    ['ascending', (_, index) => index + 64],
    ['descending', (_, index) => -1 - index],
    ['far from zero and narrow', random => 1e9 + random() * 1e6],
    ['heavy tail', random => 64 + 1 / (random() + 1e-9)],
  ];
  for (const [name, of] of streams) {
    for (const count of [300, 5_000, 200_000]) {
      it(`${count} values, ${name}: rank error below 2 %, also merged`, () => {
        const random = generator(count);
        const values = Float32Array.from({ length: count }, (_, index) => of(random, index));
        assert.ok(rankError(quantilesOf(floatState(values)), values) < 0.02);
        const parts = [values.slice(0, count / 7), values.slice(count / 7, count / 2), values.slice(count / 2)].map(floatState);
        const [a, b, c] = parts;
        assert.ok(rankError(quantilesOf(a, b, c), values) < 0.025);
        assert.ok(rankError(quantilesOf(b, c, a), values) < 0.025);
      });
    }
  }

  it('is exact until the first compaction, and says so', () => {
    const values = Array.from({ length: 1000 }, (_, index) => ((index * 7919) % 1000) + 0.5);
    const sketch = quantilesOf(floatState(values));
    assert.equal(sketch.exact, true);
    assert.deepEqual(sketch.values.sort(), values.sort());
    assert.equal(quantilesOf(floatState(Array(2000).fill(1.5))).exact, false);
  });

  it('stays small', () => {
    const random = generator(1);
    const state = floatState(Float32Array.from({ length: 500_000 }, () => random() * 1000 + 0.001));
    assert.ok(readFloatState(state).quantiles.values.length < 1300);
  });
});

/** Integers that are not counted one by one. */
const WIDE_RANGE = 1_000_000;

describe('schema/kernel distinct values', () => {
  for (const count of [0, 1, 100, 4000, 50_000, 1_000_000]) {
    it(`estimates ${count} distinct values within 5 %, whatever the order and the split`, () => {
      const values = Float64Array.from({ length: count }, (_, value) => WIDE_RANGE + value);
      const whole = readInt64State(int64State(values)).values;
      const parts = [0, 1].map(part => int64State(values.filter(value => value % 2 === part)));
      for (const states of [parts, [...parts].reverse()]) {
        const found = readInt64State(merged(FIELD_KIND.int64, states)).values;
        assert.deepEqual(distinctCount(found), distinctCount(whole));
        assert.equal(found.estimate, whole.estimate);
      }
      const { count: estimate, known } = distinctCount(whole);
      assert.equal(known, count > 1024 ? 'estimate' : 'exact');
      assert.ok(Math.abs(estimate - count) <= (count > 1024 ? count * 0.05 : 0));
    });
  }
});

describe('schema/kernel frequent values', () => {
  const counted = ({ values }: NumberCounts<bigint>): Map<number, number> =>
    new Map(Array.from(values.keyA, (key, entry) => [key - WIDE_RANGE, values.counts[entry]]));
  const countsOf = (values: Iterable<number>): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const stateOf = (values: number[]) => int64State(values.map(value => value + WIDE_RANGE));

  it('counts exactly up to 1,024 different values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 3000 }), fc.nat(3000), (values, cut) => {
        for (const states of [[stateOf(values)], [stateOf(values.slice(0, cut)), stateOf(values.slice(cut))]]) {
          const found = readInt64State(merged(FIELD_KIND.int64, states));
          assert.equal(found.values.offset, 0);
          assert.deepEqual([...counted(found)].sort(), [...countsOf(values)].sort());
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what is frequent among a hundred thousand others, within 5 % of all values, also merged in any order', () => {
    const random = generator(5);
    const stream = Array.from({ length: 300_000 }, () => (random() < 0.5 ? Math.floor(random() * 5) : 100 + Math.floor(random() * 1e6)));
    const truth = countsOf(stream);
    const third = stream.length / 3;
    const [a, b, c] = [0, 1, 2].map(part => stateOf(stream.slice(part * third, (part + 1) * third)));
    for (const states of [[a, b, c], [c, a, b], [stateOf(stream)]]) {
      const found = counted(readInt64State(merged(FIELD_KIND.int64, states)));
      for (let value = 0; value < 5; value++) {
        const [count, real] = [found.get(value) ?? 0, truth.get(value) ?? 0];
        assert.ok(Math.abs(count - real) < real * 0.05, `${value}: ${count} of ${real}`);
      }
    }
  });
});

describe('schema/kernel moments', () => {
  it('agree with two passes, in any split', () => {
    const value = fc.float({ min: -(2 ** 40), max: 2 ** 40, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 1500 }), fc.nat(1500), (values, cut) => {
        const whole = floatState(values);
        const split = merged(FIELD_KIND.float, [floatState(values.slice(0, cut)), floatState(values.slice(cut))]);
        const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
        const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
        const scale = Math.max(...values.map(Math.abs), 1);
        for (const { moments } of [readFloatState(whole), readFloatState(split)]) {
          const found = Math.sqrt(moments.m2 / moments.count);
          assert.equal(moments.count, values.length);
          assert.ok(Math.abs(moments.mean - mean) <= scale * 1e-12, `mean ${moments.mean}, not ${mean}`);
          assert.ok(Math.abs(found - deviation) <= scale * 1e-7, `deviation ${found}, not ${deviation}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('survive a first value far from the rest', () => {
    const values = [2 ** 30, ...Array.from({ length: 1e6 }, (_, index) => (index % 2) + 100.5)];
    const { moments } = readFloatState(floatState(values));
    const mean = (2 ** 30 + 1e6 * 101) / values.length;
    const deviation = Math.sqrt(((2 ** 30 - mean) ** 2 + 5e5 * (100.5 - mean) ** 2 + 5e5 * (101.5 - mean) ** 2) / values.length);
    assert.ok(Math.abs(Math.sqrt(moments.m2 / moments.count) / deviation - 1) < 1e-9);
  });
});
