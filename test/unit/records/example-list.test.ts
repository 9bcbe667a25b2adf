import { strict as assert } from 'node:assert';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { decodeExampleList } from '../../../src/records/example-list';
import { recognisePayload } from '../../../src/records/payload';
import { recordToJson } from '../../../src/records/record-json';
import { decodeRecord } from '../../../src/records/record-value';
import { statisticsOf } from '../statistics/collect/collect-file';

const int = (...values: number[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values, BigInt) });
const example = (features: { [name: string]: FeatureValue }): Uint8Array => encodeExample({ features: new Map(Object.entries(features)) });
const field = (number: number, body: Uint8Array): number[] => [number * 8 + 2, body.length, ...body];

/** A list whose second example lacks a feature, with the context behind it. */
const bytes = Uint8Array.from([
  ...field(1, example({ clicks: int(3), rank: int(1, 2) })),
  ...field(1, example({ clicks: int(4) })),
  ...field(2, example({ query: int(7) })),
]);

describe('records: an ExampleListWithContext', () => {
  it('is recognised, and told from an Example and a SequenceExample', () => {
    assert.equal(recognisePayload(bytes, 0, bytes.length), 'example_list');
    const withoutContext = Uint8Array.from(field(1, example({ clicks: int(3) })));
    assert.equal(recognisePayload(withoutContext, 0, withoutContext.length), 'example_list');
  });

  it('is its context, and a step for each example', () =>
    assert.deepEqual(recordToJson(decodeRecord(bytes)), {
      payload: 'example_list',
      features: { query: [7] },
      feature_lists: { clicks: [[3], [4]], rank: [[1, 2], []] },
    }));

  it('is malformed with its Examples', () => assert.equal(decodeExampleList(bytes.subarray(0, bytes.length - 1)).ok, false));

  it('has statistics of the context and of the examples', () => {
    const { features, malformed } = statisticsOf([bytes, bytes, bytes.subarray(0, 9)], 'example_list');
    assert.equal(malformed, 1);
    assert.deepEqual(
      features.map(({ name, in: place, present, min_steps, int64 }) => [name, place, present, min_steps, int64?.count]),
      [
        ['query', 'context', 2, undefined, 2],
        ['clicks', 'sequence', 2, 2, 4],
        ['rank', 'sequence', 2, 2, 4],
      ],
    );
  });
});
