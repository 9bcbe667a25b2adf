import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../src/records/byte-source';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { createSorter, type Sorted, type SortRequest } from '../../../src/viewer/sort';
import { fileOf } from '../records/arbitraries';

const whole = (...values: bigint[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values) });
const float = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });
const text = (...values: string[]): FeatureValue => ({ kind: 'bytes', values: values.map(value => new TextEncoder().encode(value)) });

/** Records whose feature x has this value, or which lack it, put in order. */
async function sorted(values: (FeatureValue | undefined)[], request: Partial<SortRequest> = {}, shards = 1): Promise<Sorted> {
  const sorter = createSorter({ feature: 'x', descending: false, records: null, ...request });
  const payloads = values.map(value => encodeExample({ features: new Map(value ? [['x', value]] : []) }));
  const each = Math.ceil(payloads.length / shards);
  let next = 0;
  for (let shard = 0; shard < shards; shard++)
    next = await sorter.read(bytesSource(fileOf(payloads.slice(shard * each, (shard + 1) * each))), next, () => undefined, {});
  assert.equal(next, values.length);
  return sorter.finish();
}

describe('the order of records by a feature', () => {
  const cases: { [what: string]: { values: (FeatureValue | undefined)[]; up: number[]; down: number[] } } = {
    'whole numbers, exactly': {
      values: [whole(2n ** 62n + 1n), whole(-1n), whole(2n ** 62n), whole(-(2n ** 63n)), whole(0n)],
      up: [3, 1, 4, 2, 0],
      down: [0, 2, 4, 1, 3],
    },
    'floats, with NaN last': {
      values: [float(1.5), float(Number.NaN), float(-2.5), float(Number.NEGATIVE_INFINITY), float(0), float(-0)],
      up: [3, 2, 4, 5, 0, 1],
      down: [0, 4, 5, 2, 3, 1],
    },
    'texts by their bytes': { values: [text('b'), text('a'), text(''), text('é'), text('ab')], up: [2, 1, 4, 0, 3], down: [3, 0, 4, 1, 2] },
    'the first value of a list': { values: [whole(3n, 1n), whole(2n, 9n)], up: [1, 0], down: [0, 1] },
    'equal values in the order of the file, either way': { values: [whole(1n), whole(1n), whole(0n)], up: [2, 0, 1], down: [0, 1, 2] },
    'records without the feature last, either way': {
      values: [undefined, whole(2n), whole(), whole(1n)],
      up: [3, 1, 0, 2],
      down: [1, 3, 0, 2],
    },
  };
  for (const [what, { values, up, down }] of Object.entries(cases))
    it(what, async () => {
      assert.deepEqual([...(await sorted(values)).order], up);
      assert.deepEqual([...(await sorted(values, { descending: true }, 2)).order], down);
    });

  it('is that of the numbers, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 40 }), async numbers => {
        const { order, looked } = await sorted(numbers.map(number => whole(number)));
        const expected = [...numbers].sort((a, b) => (a < b ? -1 : Number(a > b)));
        assert.deepEqual(
          Array.from(order, record => numbers[record]),
          expected,
        );
        assert.equal(looked, null);
      }),
      { numRuns: 50 },
    );
  });

  it('has those that were found only', async () => {
    const values = [5n, 3n, 9n, 1n, 7n].map(value => whole(value));
    assert.deepEqual([...(await sorted(values, { records: Uint32Array.of(0, 2, 3) }, 2)).order], [3, 0, 2]);
  });
});
