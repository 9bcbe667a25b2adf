import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { decodeExample } from '../../../src/records/example';
import { readExampleFields } from '../../../src/records/example-fields';
import { FieldTable } from '../../../src/records/field-table';
import { createCanonicalReader, readCanonical } from '../../../src/schema/collect/canonical';
import { mergeCollected } from '../../../src/schema/collect/dataset-collector';
import { createValuePool, poolList, type ValuePool } from '../../../src/schema/collect/value-pool';
import { datasetStatistics } from '../../../src/schema/statistics/dataset-statistics';
import { collect, payloadsOf, statisticsOf } from './collect-file';

const value: fc.Arbitrary<FeatureValue> = fc.oneof(
  fc
    .array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), { maxLength: 5 })
    .map((values): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values) })),
  fc
    .array(fc.nat(20_000), { maxLength: 20 })
    .map((values): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values.map(BigInt)) })),
  fc.array(fc.float(), { maxLength: 5 }).map((values): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) })),
  fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }).map((values): FeatureValue => ({ kind: 'bytes', values })),
  fc.constant<FeatureValue>({ kind: 'none', values: [] }),
);
const example = fc
  .dictionary(fc.string({ maxLength: 6 }), value, { maxKeys: 6 })
  .map(features => encodeExample({ features: new Map(Object.entries(features)) }));

/** What a pool holds, in words that two pools can be compared by. */
const heldBy = (pool: ValuePool): object => ({
  kinds: [...pool.kind.subarray(0, pool.entries)],
  from: [...pool.from.subarray(0, pool.entries)],
  to: [...pool.to.subarray(0, pool.entries)],
  low: [...pool.low.subarray(0, pool.ints)],
  high: [...pool.high.subarray(0, pool.ints)],
  spans: [...pool.start.subarray(0, pool.spans), ...pool.size.subarray(0, pool.spans)],
});

/** Changes a payload as damage and malice do: bytes overwritten, cut off, put in or doubled. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom('set', 'cut', 'insert', 'double'),
  byte: fc.integer({ min: 0, max: 255 }),
});
type Mutation = { at: number; how: string; byte: number };

function mutated(payload: Uint8Array, mutations: Mutation[]): Uint8Array {
  let bytes = [...payload];
  for (const { at, how, byte } of mutations) {
    const place = Math.floor(at * bytes.length);
    if (how === 'set' && bytes.length > 0) bytes[Math.min(place, bytes.length - 1)] = byte;
    else if (how === 'cut') bytes = bytes.slice(0, place);
    else if (how === 'insert') bytes.splice(place, 0, byte);
    else bytes = [...bytes.slice(0, place), ...bytes];
  }
  return Uint8Array.from(bytes);
}

describe('schema/collect', () => {
  it('reads what writers write the fast way, and the same as the general reader', () => {
    const canonical = createCanonicalReader(new FieldTable().names);
    const [fast, slow] = [createValuePool(), createValuePool()];
    fc.assert(
      fc.property(example, bytes => {
        const fields = new FieldTable();
        assert.equal(readExampleFields(bytes, 0, bytes.length, fields), undefined);
        if (!readCanonical(canonical, fast, bytes, 0, bytes.length)) return;
        slow.entries = 0;
        slow.ints = 0;
        slow.spans = 0;
        for (let field = 0; field < fields.count; field++)
          assert.ok(poolList(slow, fields.kinds[field], fields.sources[field], fields.starts[field], fields.ends[field]));
        assert.deepEqual(heldBy(fast), heldBy(slow));
        assert.deepEqual(
          [...canonical.ids.subarray(0, canonical.count)].map(id => canonical.names.texts[id]),
          [...fields.ids.subarray(0, fields.count)].map(id => fields.names.texts[id]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('takes the fast way for the records of TensorFlow', async () => {
    const canonical = createCanonicalReader(new FieldTable().names);
    for (const bytes of await payloadsOf('samples/features/custom.tfrecord'))
      assert.ok(readCanonical(canonical, createValuePool(), bytes, 0, bytes.length));
  });

  it('never throws on damaged payloads, and calls malformed just what the decoder cannot decode', async () => {
    const real = [
      ...(await payloadsOf('test/data/records/features/ragged.tfrecord')).slice(0, 20),
      ...(await payloadsOf('test/data/records/features/extremes.tfrecord')),
    ];
    fc.assert(
      fc.property(fc.oneof(example, fc.constantFrom(...real)), fc.array(mutation, { minLength: 1, maxLength: 4 }), (payload, mutations) => {
        const bytes = mutated(payload, mutations);
        const statistics = statisticsOf([bytes]);
        assert.equal(statistics.malformed, decodeExample(bytes).ok ? 0 : 1);
        if (statistics.malformed) assert.deepEqual(statistics.features, []);
        assert.equal(statisticsOf([bytes], 'sequence_example').records, 1);
      }),
      { numRuns: 4000 },
    );
  });

  it('allocates for values, not for the lengths that damage announces', () => {
    const announcing = Uint8Array.of(10, 255, 255, 255, 255, 7, 10, 255, 255, 255, 255, 7);
    const [fast, canonical] = [createValuePool(), createCanonicalReader(new FieldTable().names)];
    assert.equal(readCanonical(canonical, fast, announcing, 0, announcing.length), false);
    assert.ok(fast.low.length <= 256);
    assert.equal(statisticsOf([announcing]).malformed, 1);
  });

  it('counts the last of a name that comes twice', () => {
    const one = (last: bigint) => encodeExample({ features: new Map([['a', { kind: 'int64', values: BigInt64Array.of(last) }]]) });
    const both = Uint8Array.from([...one(1n), ...one(2n)]);
    const [feature] = statisticsOf([both]).features;
    assert.deepEqual([feature.present, feature.int64?.min, feature.int64?.max], [1, 2, 2]);
  });

  it('takes Examples and SequenceExamples of one dataset together', async () => {
    const sequence = collect(await payloadsOf('test/data/records/features/sequence.tfrecord'), 'sequence_example');
    const context = collect([encodeExample({ features: new Map([['id', { kind: 'int64', values: BigInt64Array.of(7n) }]]) })]);
    mergeCollected(context, sequence);
    const { message, features } = datasetStatistics(context);
    assert.equal(message, 'sequence_example');
    assert.equal(features.find(({ name }) => name === 'id')?.present, 201);
    assert.ok(features.every(feature => feature.in !== 'example'));
  });

  it('is the same for any split of the records', async () => {
    const payloads = await payloadsOf('samples/sections/sections-train.tfrecord-00000-of-00004');
    const whole = statisticsOf(payloads);
    const split = statisticsOf(payloads, 'example', 4);
    const exactPart = ({ features }: typeof whole) =>
      features.map(({ name, present, min_length, max_length, int64, bytes }) => ({
        name,
        present,
        min_length,
        max_length,
        min: int64?.min,
        max: int64?.max,
        zeros: int64?.zeros,
        sizes: bytes?.sizes,
      }));
    assert.deepEqual(exactPart(split), exactPart(whole));
  });
});
