import assert from 'node:assert/strict';
import { encodeExample, encodeSequenceExample } from '../../../src/records/encode-example';
import { decodeExample, decodeSequenceExample, type FeatureValue } from '../../../src/records/example';
import { collectBatch, countedSoFar, createDatasetCollector } from '../../../src/statistics/collect/dataset-collector';

const ints = (count: number): FeatureValue => ({ kind: 'int64', values: new BigInt64Array(count) });
const strings = (count: number): FeatureValue => ({ kind: 'bytes', values: Array<Uint8Array>(count).fill(new Uint8Array(0)) });
const example = (value: FeatureValue): Uint8Array =>
  encodeExample({
    features: new Map([
      ['id', ints(1)],
      ['many', value],
    ]),
  });
const sequence = (steps: number): Uint8Array =>
  encodeSequenceExample({ context: new Map(), featureLists: new Map([['many', Array<FeatureValue>(steps).fill(strings(0))]]) });

describe('records with more values than memory is given for', () => {
  const cases: { [what: string]: [bytes: Uint8Array, isRead: boolean] } = {
    'int64s, as many as are read': [example(ints((1 << 24) - 1)), true],
    'int64s, one more': [example(ints(1 << 24)), false],
    'byte strings, as many as are read': [example(strings((1 << 21) - 1)), true],
    'byte strings, one more': [example(strings(1 << 21)), false],
    'floats, which take what they take in the file': [example({ kind: 'float', values: new Float32Array(20_000_000) }), true],
    'steps, as many as are read': [sequence(1 << 20), true],
    'steps, one more': [sequence((1 << 20) + 1), false],
  };
  for (const [what, [bytes, isRead]] of Object.entries(cases)) {
    it(what, () => {
      const isSequence = what.startsWith('steps');
      const decoded = (isSequence ? decodeSequenceExample : decodeExample)(bytes);
      assert.equal(decoded.ok, isRead);
      if (!decoded.ok) assert.equal(decoded.problem.message, 'feature "many" has too many values to be read at once');
      const collector = createDatasetCollector(isSequence ? 'sequence_example' : 'example');
      const one = { bytes, starts: Uint32Array.of(0), lengths: Uint32Array.of(bytes.length), count: 1 };
      assert.deepEqual(collectBatch(collector, one), isRead ? [] : [{ record: 0, is: 'crowded' }]);
      assert.equal(countedSoFar(collector).malformed, 0);
      assert.equal(countedSoFar(collector).features.length, isRead ? (isSequence ? 1 : 2) : 0);
    });
  }

  it('say nothing of the record behind one', () => {
    const collector = createDatasetCollector('example');
    const crowded = example(ints(1 << 24));
    const bytes = new Uint8Array(crowded.length + 2);
    bytes.set(crowded);
    bytes.set([0x0a, 0x7f], crowded.length);
    const batch = { bytes, starts: Uint32Array.of(0, crowded.length), lengths: Uint32Array.of(crowded.length, 2), count: 2 };
    assert.deepEqual(collectBatch(collector, batch), [
      { record: 0, is: 'crowded' },
      { record: 1, is: 'unknown' },
    ]);
  });
});
