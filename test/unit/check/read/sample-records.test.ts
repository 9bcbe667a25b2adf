import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type OpenFile, sampleFacts } from '../../../../src/check/read/sample-records';
import { bytesSource } from '../../../../src/records/byte-source';
import { bytesOf, openContent } from '../../../../src/records/compression';
import { encodeExample, encodeSequenceExample } from '../../../../src/records/encode-example';
import type { Example, FeatureValue } from '../../../../src/records/example';
import { nodeInflate } from '../../../../src/records/node-inflate';
import type { FeatureFacts, RecordFacts } from '../../../../src/rules/core/rule';
import { fileOf } from '../../records/arbitraries';
import { bytesAt } from '../../records/fixtures';

const opened = async (bytes: Uint8Array): Promise<OpenFile> => ({
  bytes: bytesOf(await openContent(bytesSource(bytes), nodeInflate)),
  close: () => undefined,
});

/** The facts of files of this project. */
const factsAt = (...paths: string[]): Promise<RecordFacts | undefined> => sampleFacts(paths, path => opened(bytesAt(path)));

/** The facts of files with these payloads. */
const factsOf = (...files: Uint8Array[][]): Promise<RecordFacts | undefined> =>
  sampleFacts(
    files.map((_, index) => String(index)),
    path => opened(fileOf(files[Number(path)])),
  );

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);
const texts = (...values: string[]): FeatureValue => ({ kind: 'bytes', values: values.map(text) });
const floats = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });
const ints = (...values: number[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values, BigInt) });
const none: FeatureValue = { kind: 'none', values: [] };

/** The facts of feature "x" of records that have these values of it; undefined: a record does not have it. */
async function factsOfX(...values: (FeatureValue | undefined)[]): Promise<FeatureFacts | undefined> {
  const payloads = values.map(value => encodeExample({ features: new Map(value ? [['x', value]] : []) }));
  return (await factsOf(payloads))?.features.x;
}

/** What the facts of an Example's feature are, from the values themselves. */
function expected(values: FeatureValue[]): FeatureFacts | undefined {
  const filled = values.flatMap(value => (value.kind === 'none' ? [] : [value]));
  if (filled.length === 0) return undefined;
  const kinds = new Set(filled.map(({ kind }) => kind));
  const lengths = filled.map(({ values: { length } }) => length);
  const numbers = filled.flatMap(value => (value.kind === 'bytes' ? [] : Array.from<number | bigint>(value.values).map(Number)));
  const words = filled
    .flatMap(value => (value.kind === 'bytes' ? value.values : []))
    .map(
      bytes =>
        Buffer.from(bytes)
          .toString('latin1')
          .match(/[^\t\n\v\f\r ]+/g)?.length ?? 0,
    );
  const sizes = filled.flatMap(value => (value.kind === 'bytes' ? value.values.map(({ length }) => length) : []));
  return {
    kind: kinds.size > 1 ? 'mixed' : filled[0].kind,
    present: filled.length,
    minLength: Math.min(...lengths),
    maxLength: Math.max(...lengths),
    ...(numbers.length > 0 && !numbers.some(Number.isNaN) && { min: Math.min(...numbers) + 0, max: Math.max(...numbers) + 0 }),
    ...(sizes.length > 0 && { minBytes: Math.min(...sizes), maxBytes: Math.max(...sizes) }),
    ...(words.length > 0 && { minWords: Math.min(...words), maxWords: Math.max(...words) }),
  };
}

const letters = fc.string({ unit: fc.constantFrom('a', 'é', ...' \t\n\v\x1f'), maxLength: 40 });
const value: fc.Arbitrary<FeatureValue> = fc.oneof(
  fc.array(letters, { maxLength: 3 }).map(values => texts(...values)),
  fc.float32Array({ maxLength: 4 }).map((values): FeatureValue => ({ kind: 'float', values: values.map(each => each + 0) })),
  fc.bigInt64Array({ maxLength: 4 }).map((values): FeatureValue => ({ kind: 'int64', values })),
);
const example: fc.Arbitrary<Example> = fc
  .dictionary(fc.constantFrom('a', 'b', 'c'), value)
  .map(features => ({ features: new Map(Object.entries(features)) }));

describe('what the records of some files hold', () => {
  it('is what their values are, whatever those are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(example, { maxLength: 12 }), async examples => {
        const facts = await factsOf(examples.map(encodeExample));
        const names = ['a', 'b', 'c'];
        const features = names.map(name => [name, expected(examples.flatMap(({ features }) => features.get(name) ?? []))] as const);
        assert.deepEqual(facts, {
          files: ['0'],
          sampled: false,
          records: examples.length,
          features: Object.fromEntries(features.filter(([, known]) => known !== undefined)),
        });
      }),
      { numRuns: 200 },
    );
  });

  const long = 'two words '.repeat(500);
  const features: { [what: string]: [(FeatureValue | undefined)[], FeatureFacts | undefined] } = {
    'a record without it': [[ints(3), undefined], { kind: 'int64', present: 1, minLength: 1, maxLength: 1, min: 3, max: 3 }],
    'a record that names it without a kind, which TensorFlow takes as missing': [
      [ints(3), none],
      { kind: 'int64', present: 1, minLength: 1, maxLength: 1, min: 3, max: 3 },
    ],
    'no record with a kind': [[none, none], undefined],
    'infinite numbers': [
      [floats(1, Number.POSITIVE_INFINITY), floats(Number.NEGATIVE_INFINITY)],
      { kind: 'float', present: 2, minLength: 1, maxLength: 2, min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY },
    ],
    'a number that is none': [[floats(1, Number.NaN)], { kind: 'float', present: 1, minLength: 2, maxLength: 2 }],
    'two kinds': [[ints(7), floats(-2)], { kind: 'mixed', present: 2, minLength: 1, maxLength: 1, min: -2, max: 7 }],
    'integers beyond 32,768 and below zero': [
      [ints(-5, 40_000_000_000)],
      { kind: 'int64', present: 1, minLength: 2, maxLength: 2, min: -5, max: 40_000_000_000 },
    ],
    'a text beyond 4 KiB': [
      [texts(long, 'a b')],
      { kind: 'bytes', present: 1, minLength: 2, maxLength: 2, minBytes: 3, maxBytes: long.length, minWords: 2, maxWords: 1000 },
    ],
    'long bytes that are no text': [
      [{ kind: 'bytes', values: [new Uint8Array(5000).fill(0xff)] }, texts('a b')],
      { kind: 'bytes', present: 2, minLength: 1, maxLength: 1, minBytes: 3, maxBytes: 5000 },
    ],
  };
  for (const [what, [values, facts]] of Object.entries(features))
    it(`of a feature: ${what}`, async () => assert.deepEqual(await factsOfX(...values), facts));

  it('counts features of the context and of the steps by their names', async () => {
    const sequence = encodeSequenceExample({
      context: new Map([['id', ints(4)]]),
      featureLists: new Map([['ids', [ints(1, 2), ints(9)]]]),
    });
    assert.deepEqual((await factsOf([sequence]))?.features, {
      id: { kind: 'int64', present: 1, minLength: 1, maxLength: 1, min: 4, max: 4 },
      ids: { kind: 'int64', present: 1, minLength: 1, maxLength: 2, min: 1, max: 9 },
    });
  });

  it('is of all files together, of as many records of each', async () => {
    const payloads = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => encodeExample({ features: new Map([['x', ints(from + index)]]) }));
    const whole = await factsOf(payloads(10_000, 0), payloads(3, 50_000));
    assert.deepEqual([whole?.sampled, whole?.records, whole?.features.x.max], [false, 10_003, 50_002]);
    const some = await factsOf(payloads(10_001, 0), payloads(3, 50_000));
    assert.deepEqual([some?.sampled, some?.records, some?.features.x.max], [true, 10_003, 50_002]);
  });

  const good = 'samples/sections/sections-train.tfrecord-00000-of-00004';
  const unknown: { [what: string]: string[] } = {
    'a corrupted file': ['test/data/records/broken/bad-data-crc.tfrecord'],
    'a corrupted file behind a good one': [good, 'test/data/records/broken/truncated-in-data.tfrecord'],
    'a compressed file that is cut off': ['test/data/records/broken/truncated.tfrecord.gz'],
    'records that are no Examples': ['test/data/records/features/not-examples.tfrecord'],
    'a file of other records among Examples': [good, 'test/data/records/features/not-examples.tfrecord'],
  };
  for (const [what, paths] of Object.entries(unknown))
    it(`is unknown of ${what}`, async () => assert.equal(await factsAt(...paths), undefined));

  it('is unknown where a file cannot be opened', async () => assert.equal(await sampleFacts(['x'], async () => undefined), undefined));

  it('is nothing of a file without records', async () => {
    assert.deepEqual(await factsOf([]), { files: ['0'], sampled: false, records: 0, features: {} });
  });
});
