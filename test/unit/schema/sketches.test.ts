import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { addKey, createFrequent, type Frequent, mergeFrequent } from '../../../src/schema/sketch/frequent';
import { hashBytes, hashed, hashPair } from '../../../src/schema/sketch/hash';
import { addHash, createHyperLogLog, estimateDistinct, mergeHyperLogLog } from '../../../src/schema/sketch/hyperloglog';
import { addMoment, createMoments, mergeMoments, momentsOf } from '../../../src/schema/sketch/moments';
import { createQuantiles, mergeQuantiles, type Quantiles, take, weightedItems } from '../../../src/schema/sketch/quantiles';

/** Deterministic numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function sketchOf(values: Iterable<number>): Quantiles {
  const sketch = createQuantiles();
  for (const value of values) if (--sketch.wait === 0) take(sketch, value);
  return sketch;
}

/** Largest difference between the share of values that the sketch and the truth have below a value. */
function rankError(sketch: Quantiles, values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const { values: kept, weights } = weightedItems(sketch);
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

describe('schema/sketch quantiles', () => {
  const streams: [name: string, of: (random: () => number, index: number) => number][] = [
    ['uniform', random => random()],
    ['normal', random => random() + random() + random() + random() - 2],
    ['ascending', (_, index) => index],
    ['descending', (_, index) => -index],
    ['far from zero and narrow', random => 1e9 + random()],
    ['heavy tail', random => 1 / (random() + 1e-9)],
  ];
  for (const [name, of] of streams) {
    for (const count of [300, 5_000, 200_000]) {
      it(`${count} values, ${name}: rank error below 2 %, also merged`, () => {
        const random = generator(count);
        const values = Array.from({ length: count }, (_, index) => of(random, index));
        assert.ok(rankError(sketchOf(values), values) < 0.02);
        const parts = [values.slice(0, count / 7), values.slice(count / 7, count / 2), values.slice(count / 2)].map(sketchOf);
        const [a, b, c] = parts;
        const left = structuredClone(a);
        mergeQuantiles(left, b);
        mergeQuantiles(left, c);
        const right = structuredClone(b);
        mergeQuantiles(right, c);
        mergeQuantiles(right, a);
        assert.ok(rankError(left, values) < 0.025 && rankError(right, values) < 0.025);
      });
    }
  }

  it('is exact until the first compaction, and says so', () => {
    const values = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1000);
    const sketch = sketchOf(values);
    assert.equal(sketch.exact, true);
    assert.deepEqual(weightedItems(sketch).values.sort(), values.sort());
    assert.equal(sketchOf(Array(2000).fill(1)).exact, false);
  });

  it('stays small', () => {
    const random = generator(1);
    const sketch = createQuantiles();
    for (let index = 0; index < 500_000; index++) if (--sketch.wait === 0) take(sketch, random());
    assert.ok(sketch.levels.reduce((sum, level) => sum + level.length, 0) < 4000);
  });
});

describe('schema/sketch hyperloglog', () => {
  for (const count of [0, 1, 100, 4000, 50_000, 1_000_000]) {
    it(`estimates ${count} distinct values within 5 %, whatever the order and the split`, () => {
      const [whole, odd, even] = [createHyperLogLog(), createHyperLogLog(), createHyperLogLog()];
      for (let value = 0; value < count; value++) {
        hashPair(value, 0);
        addHash(whole, hashed[0], hashed[1]);
        addHash(value % 2 ? odd : even, hashed[0], hashed[1]);
      }
      assert.ok(Math.abs(estimateDistinct(whole) - count) <= count * 0.05);
      mergeHyperLogLog(odd, even);
      assert.deepEqual(odd, whole);
    });
  }
});

describe('schema/sketch frequent', () => {
  const counted = (table: Frequent): Map<number, number> =>
    new Map(Array.from({ length: table.used }, (_, entry) => [table.keyA[entry], table.counts[entry]]));

  it('counts exactly up to 1,024 different values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 3000 }), values => {
        const table = createFrequent(false);
        const truth = new Map<number, number>();
        for (const value of values) {
          addKey(table, value, 0, 1);
          truth.set(value, (truth.get(value) ?? 0) + 1);
        }
        assert.equal(table.offset, 0);
        assert.deepEqual([...counted(table)].sort(), [...truth].sort());
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what is frequent among a hundred thousand others, with the error that it names, also merged in any order', () => {
    const random = generator(5);
    const stream = Array.from({ length: 300_000 }, () => (random() < 0.3 ? Math.floor(random() * 5) : 100 + Math.floor(random() * 1e6)));
    const truth = new Map<number, number>();
    for (const value of stream) truth.set(value, (truth.get(value) ?? 0) + 1);
    const tableOf = (values: number[]): Frequent => {
      const table = createFrequent(false);
      for (const value of values) addKey(table, value, 0, 1);
      return table;
    };
    const third = stream.length / 3;
    const parts = [0, 1, 2].map(part => tableOf(stream.slice(part * third, (part + 1) * third)));
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      const merged = structuredClone(parts[order[0]]);
      for (const part of order.slice(1)) mergeFrequent(merged, parts[part]);
      for (const table of [merged, tableOf(stream)]) {
        for (let value = 0; value < 5; value++) {
          const [found, real] = [counted(table).get(value) ?? 0, truth.get(value) ?? 0];
          assert.ok(found <= real && found >= real - table.offset, `${value}: ${found} of ${real}, error ${table.offset}`);
        }
        assert.ok(table.offset < stream.length / 300);
      }
    }
  });
});

describe('schema/sketch moments', () => {
  it('agree with two passes, in any split', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 1500 }), fc.nat(1500), (values, cut) => {
        const [whole, left, right] = [createMoments(), createMoments(), createMoments()];
        values.forEach((one, index) => {
          addMoment(whole, one);
          addMoment(index < cut ? left : right, one);
        });
        mergeMoments(left, right);
        const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
        const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
        const scale = Math.max(...values.map(Math.abs), 1);
        for (const found of [momentsOf(whole), momentsOf(left)]) {
          assert.equal(found.count, values.length);
          assert.ok(Math.abs(found.mean - mean) <= scale * 1e-12, `mean ${found.mean}, not ${mean}`);
          assert.ok(Math.abs(found.deviation - deviation) <= scale * 1e-7, `deviation ${found.deviation}, not ${deviation}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('survive a first value far from the rest', () => {
    const moments = createMoments();
    addMoment(moments, 1e9);
    for (let index = 0; index < 1e6; index++) addMoment(moments, index % 2);
    const values = 1e6 + 1;
    const mean = (1e9 + 5e5) / values;
    const deviation = Math.sqrt(((1e9 - mean) ** 2 + 5e5 * mean ** 2 + 5e5 * (1 - mean) ** 2) / values);
    assert.ok(Math.abs(momentsOf(moments).deviation / deviation - 1) < 1e-9);
  });
});

describe('schema/sketch hash', () => {
  it('tells byte strings apart that differ in one place, in length, or only beyond their first kilobytes', () => {
    const seen = new Set<string>();
    const add = (bytes: Uint8Array): void => {
      hashBytes(new DataView(bytes.buffer), 0, bytes.length);
      seen.add(`${hashed[0]} ${hashed[1]}`);
    };
    for (let length = 0; length < 300; length++) add(new Uint8Array(length));
    for (let place = 0; place < 200; place++) add(Uint8Array.from({ length: 200 }, (_, index) => (index === place ? 1 : 2)));
    for (let tail = 0; tail < 100; tail++) add(Uint8Array.from({ length: 10_000 }, (_, index) => (index === 9_999 ? tail : 7)));
    assert.equal(seen.size, 600);
  });
});
