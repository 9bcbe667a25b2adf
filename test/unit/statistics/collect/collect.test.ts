import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { bytesSource } from '../../../../src/records/byte-source';
import { encodeExample } from '../../../../src/records/encode-example';
import type { FeatureValue } from '../../../../src/records/example';
import { decodeExample } from '../../../../src/records/example';
import { readRecords } from '../../../../src/records/read-records';
import { mergeCollected } from '../../../../src/statistics/collect/collected';
import { countRecords, loadRecords } from '../../../../src/statistics/collect/columns';
import { collectBatch, collectedSoFar, createDatasetCollector } from '../../../../src/statistics/collect/dataset-collector';
import { createKernel, type Kernel } from '../../../../src/statistics/collect/kernel';
import { datasetStatistics } from '../../../../src/statistics/report/dataset-statistics';
import type { FeatureStatistics } from '../../../../src/statistics/report/statistics';
import { fileOf } from '../../records/arbitraries';
import { collect, payloadsOf, statisticsOf } from './collect-file';

/** Text, or what is nearly text. */
const nearlyText = fc
  .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), fc.nat(), fc.constantFrom(0, 0, 0, 1, 64, 128))
  .map(([text, place, flipped]) => {
    const encoded = new TextEncoder().encode(text);
    encoded[place % encoded.length] ^= flipped;
    return encoded;
  });
/** Byte strings, of which the longer ones are not hashed whole. */
const bytes = fc.oneof(
  { weight: 9, arbitrary: nearlyText },
  { weight: 9, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.nat(6000).map(length => Uint8Array.from({ length: 4000 + length }, (_, index) => (index * index) >> 3)) },
);
const value: fc.Arbitrary<FeatureValue> = fc.oneof(
  fc
    .array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), { maxLength: 5 })
    .map((values): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values) })),
  fc
    .array(fc.nat(20_000), { maxLength: 20 })
    .map((values): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values.map(BigInt)) })),
  fc.array(fc.float(), { maxLength: 5 }).map((values): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) })),
  fc.array(bytes, { maxLength: 3 }).map((values): FeatureValue => ({ kind: 'bytes', values })),
  fc.constant<FeatureValue>({ kind: 'none', values: [] }),
);
const example = fc
  .dictionary(fc.string({ maxLength: 6 }), value, { maxKeys: 6 })
  .map(features => encodeExample({ features: new Map(Object.entries(features)) }));

/** An unknown field, which every reader skips but the kernel. */
const UNKNOWN = [0x78, 0x01];

/** Changes a payload as corruption and malice do: bytes overwritten, cut off, put in or doubled. */
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

/** Whether the kernel takes a payload, rather than leave it to the general reader. */
function isTaken(kernel: Kernel, payload: Uint8Array): boolean {
  const payloads = { bytes: payload, starts: Uint32Array.of(0), lengths: Uint32Array.of(payload.length), count: 1 };
  return loadRecords(kernel, payloads, 0) === 1 && countRecords(kernel, 0, 1, () => kernel.run.createFeature()) === 1;
}

/** What of a feature's statistics does not depend on the order of the records. */
const exactPart = ({ name, present, min_length, max_length, int64, float, bytes }: FeatureStatistics) => ({
  name,
  present,
  min_length,
  max_length,
  min: int64?.min ?? float?.min,
  max: int64?.max ?? float?.max,
  zeros: int64?.zeros ?? float?.zeros,
  sizes: bytes?.sizes,
});

describe('schema/collect', () => {
  it('collects the fast way what the general reader collects', () => {
    let fast = 0;
    const kernel = createKernel();
    fc.assert(
      fc.property(fc.array(example, { maxLength: 5 }), fc.integer({ min: 1, max: 2 }), (payloads, times) => {
        const records = payloads.flatMap(payload => Array.from({ length: times }, () => payload));
        for (const bytes of records) if (isTaken(kernel, bytes)) fast++;
        assert.deepEqual(statisticsOf(records), statisticsOf(records.map(bytes => Uint8Array.from([...bytes, ...UNKNOWN]))));
      }),
      { numRuns: 500 },
    );
    assert.ok(fast > 400);
  });

  it('takes the fast way for the records of TensorFlow, whatever comes between them', async () => {
    const kernel = createKernel();
    const payloads = await payloadsOf('samples/features/custom.tfrecord');
    for (const bytes of payloads) assert.ok(isTaken(kernel, bytes));
    const mixed = payloads.slice(0, 2000).map((bytes, index) => (index % 3 === 0 ? Uint8Array.from([...bytes, ...UNKNOWN]) : bytes));
    assert.deepEqual(statisticsOf(mixed).features.map(exactPart), statisticsOf(payloads.slice(0, 2000)).features.map(exactPart));
  });

  it('takes the fast way for records of six thousand features, in any number', () => {
    const wide = encodeExample({
      features: new Map(Array.from({ length: 6000 }, (_, i) => [`f${i}`, { kind: 'int64', values: BigInt64Array.of(BigInt(i)) } as const])),
    });
    const kernel = createKernel();
    for (let record = 0; record < 3; record++) assert.ok(isTaken(kernel, wide));
  });

  it('takes a window of records together as it takes them one by one', async () => {
    const payloads = await payloadsOf('samples/sections/sections-train.tfrecord-00000-of-00004');
    const collector = createDatasetCollector('example');
    for await (const batch of readRecords(bytesSource(fileOf(payloads)))) collectBatch(collector, batch);
    assert.deepEqual(datasetStatistics(collectedSoFar(collector)), statisticsOf(payloads));
  });

  it('leaves varints of eleven bytes to the general reader, wherever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 2, 9, 10, 11, 12), { minLength: 1, maxLength: 6 }), lengths => {
        const run = lengths.flatMap(length => [...Array<number>(length - 1).fill(0x81), 1]);
        const list = [0x1a, run.length + 2, 0x0a, run.length, ...run];
        const entry = [0x0a, 1, 0x61, 0x12, list.length, ...list];
        const payload = Uint8Array.from([0x0a, entry.length + 2, 0x0a, entry.length, ...entry]);
        assert.equal(statisticsOf([payload]).malformed, decodeExample(payload).ok ? 0 : 1);
        assert.equal(
          isTaken(createKernel(), payload),
          lengths.every(length => length <= 10),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on corrupted payloads, and calls malformed just what the decoder cannot decode', async () => {
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

  it('allocates for values, not for the lengths that corruption announces', () => {
    const announcing = Uint8Array.of(10, 255, 255, 255, 255, 7, 10, 255, 255, 255, 255, 7);
    assert.equal(isTaken(createKernel(), announcing), false);
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

  for (const { length, values } of [
    { length: 60, values: 300 },
    { length: 400, values: 100 },
    { length: 3000, values: 10 },
  ]) {
    it(`tells ${values} values of ${length} bytes apart that begin alike, in one pass and in three`, () => {
      const text = (index: number) => `${'x'.repeat(length - 4)}${String(index).padStart(4, '0')}`;
      const payloads = Array.from({ length: values * 2 }, (_, index) =>
        encodeExample({ features: new Map([['a', { kind: 'bytes', values: [Buffer.from(text(index % values))] }]]) }),
      );
      for (const parts of [1, 3]) {
        const [{ bytes }] = statisticsOf(payloads, 'example', parts).features;
        const kept = (bytes?.values ?? bytes?.top_values ?? []).map(({ value, count }) => [Object.values(value).join(' '), count]);
        assert.deepEqual(
          kept.sort(),
          Array.from({ length: values }, (_, index) => [text(index), 2]),
        );
      }
    });
  }

  it('is the same for any split of the records', async () => {
    const payloads = await payloadsOf('samples/sections/sections-train.tfrecord-00000-of-00004');
    const whole = statisticsOf(payloads);
    const split = statisticsOf(payloads, 'example', 4);
    assert.deepEqual(split.features.map(exactPart), whole.features.map(exactPart));
  });
});
