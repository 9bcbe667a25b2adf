import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeExample } from '../../../src/records/encode-example';
import { decodeExample, decodeSequenceExample, type FeatureValue, valuesIn } from '../../../src/records/example';
import { data, jsonAt } from './fixtures';

/** Answers of TensorFlow's protobuf, written by test/python/record_protobuf_semantics.py. */
interface Answer {
  bytes: string;
  ok: boolean;
}
type Features = { [name: string]: { kind: string; values: (string | number)[] } };
const answers = jsonAt<{
  examples: { [name: string]: Answer & { features?: Features } };
  sequences: { [name: string]: Answer & { context?: Features; feature_lists?: { [name: string]: Features[string][] } } };
}>(`${data}/semantics.json`);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function plain({ kind, values }: FeatureValue): Features[string] {
  if (kind === 'bytes') return { kind, values: values.map(hex) };
  if (kind === 'int64') return { kind, values: Array.from(values, String) };
  return { kind, values: Array.from(values) };
}

/** The first values, and how many there are. */
const cut = (feature: FeatureValue, most: number) => [plain(feature).values.slice(0, most), valuesIn(feature)];

const object = <V, W>(map: Map<string, V>, convert: (value: V) => W) =>
  Object.fromEntries([...map].map(([name, value]) => [name, convert(value)]));

describe('records: Examples of unusual form mean what protobuf says', () => {
  for (const [name, answer] of Object.entries(answers.examples)) {
    it(name, () => {
      const decoded = decodeExample(Buffer.from(answer.bytes, 'hex'));
      assert.equal(decoded.ok, answer.ok);
      if (decoded.ok) assert.deepEqual(object(decoded.value.features, plain), answer.features);
    });

    it(`${name}, of which only the first values are wanted`, () => {
      const bytes = Buffer.from(answer.bytes, 'hex');
      const [whole, first] = [decodeExample(bytes), decodeExample(bytes, 0, bytes.length, 2)];
      assert.equal(first.ok, answer.ok);
      if (!whole.ok || !first.ok) return;
      const wanted = object(whole.value.features, feature => cut(feature, 2));
      assert.deepEqual(
        object(first.value.features, feature => cut(feature, 3)),
        wanted,
      );
    });
  }

  it('int64s of any width are counted', () => {
    const ofWidth = fc.integer({ min: 0, max: 64 }).chain(bits => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }));
    fc.assert(
      fc.property(fc.array(ofWidth, { maxLength: 60 }), fc.nat(3), (numbers, most) => {
        const values = BigInt64Array.from(numbers, number => BigInt.asIntN(64, number));
        const bytes = encodeExample({ features: new Map<string, FeatureValue>([['ids', { kind: 'int64', values }]]) });
        for (const decoded of [decodeExample(bytes), decodeExample(bytes, 0, bytes.length, most)]) {
          const feature = decoded.ok && decoded.value.features.get('ids');
          assert.ok(feature);
          assert.deepEqual(cut(feature, most), [Array.from(values.subarray(0, most), String), values.length]);
        }
      }),
    );
  });

  // Python's protobuf refuses it; tf.io.parse_single_example, which reads training data, does not.
  it('a name that is no UTF-8 is read', () => {
    const decoded = decodeExample(Buffer.from('0a0c0a0a0a02fffe12041a020801', 'hex'));
    assert.deepEqual(decoded.ok && [...decoded.value.features.keys()], ['\ufffd\ufffd']);
  });
});

describe('records: SequenceExamples of unusual form mean what protobuf says', () => {
  for (const [name, answer] of Object.entries(answers.sequences)) {
    it(name, () => {
      const decoded = decodeSequenceExample(Buffer.from(answer.bytes, 'hex'));
      assert.equal(decoded.ok, answer.ok);
      if (!decoded.ok) return;
      assert.deepEqual(object(decoded.value.context, plain), answer.context);
      assert.deepEqual(
        object(decoded.value.featureLists, steps => steps.map(plain)),
        answer.feature_lists,
      );
    });
  }
});
