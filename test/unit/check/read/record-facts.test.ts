import * as assert from 'node:assert/strict';
import { recordFacts } from '../../../../src/check/read/record-facts';
import { encodeExample } from '../../../../src/records/encode-example';
import type { FeatureValue } from '../../../../src/records/example';
import type { FeatureFacts } from '../../../../src/rules/core/rule';
import type { DatasetStatistics } from '../../../../src/statistics/report/statistics';
import { statisticsOf } from '../../statistics/collect/collect-file';

const ints = (...values: number[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values, BigInt) });
const floats = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });
const texts = (...values: string[]): FeatureValue => ({ kind: 'bytes', values: values.map(value => new TextEncoder().encode(value)) });
const none: FeatureValue = { kind: 'none', values: [] };

/** The statistics of one file whose records have these values of "x". */
const partOf = (values: readonly (FeatureValue | undefined)[]): DatasetStatistics =>
  statisticsOf(values.map(value => encodeExample({ features: new Map(value ? [['x', value]] : []) })));

/** The facts of "x" in files with these values, one list for each file. */
const factsOf = (...files: (FeatureValue | undefined)[][]): FeatureFacts | undefined =>
  recordFacts(
    files.map((_, index) => `${index}`),
    files.map(partOf),
  )?.features.x;

/** Values in one file or in several, and what is known of them. */
const cases: readonly [what: string, files: (FeatureValue | undefined)[][], facts: FeatureFacts | undefined][] = [
  ['numbers', [[ints(3), ints(7)]], { kind: 'int64', present: 2, minLength: 1, maxLength: 1, min: 3, max: 7 }],
  ['lists', [[ints(3), ints(7, -2, 5)]], { kind: 'int64', present: 2, minLength: 1, maxLength: 3, min: -2, max: 7 }],
  ['a feature that some records lack', [[ints(3), undefined]], { kind: 'int64', present: 1, minLength: 1, maxLength: 1, min: 3, max: 3 }],
  [
    'the longer lists in the second file',
    [[ints(3, 4)], [ints(1, 9, 2)]],
    { kind: 'int64', present: 2, minLength: 2, maxLength: 3, min: 1, max: 9 },
  ],
  [
    'the longer lists in the first file',
    [[ints(1, 9, 2)], [ints(3, 4)]],
    { kind: 'int64', present: 2, minLength: 2, maxLength: 3, min: 1, max: 9 },
  ],
  ['another kind in another file', [[ints(3)], [floats(0.5)]], { kind: 'mixed', present: 2, minLength: 1, maxLength: 1, min: 0.5, max: 3 }],
  [
    'infinite floats',
    [[floats(0.5, Number.POSITIVE_INFINITY)]],
    { kind: 'float', present: 1, minLength: 2, maxLength: 2, min: 0.5, max: Number.POSITIVE_INFINITY },
  ],
  [
    'floats down to minus infinity',
    [[floats(0.5)], [floats(Number.NEGATIVE_INFINITY)]],
    { kind: 'float', present: 2, minLength: 1, maxLength: 1, min: Number.NEGATIVE_INFINITY, max: 0.5 },
  ],
  ['a float that is no number', [[floats(0.5)], [floats(Number.NaN)]], { kind: 'float', present: 2, minLength: 1, maxLength: 1 }],
  [
    'texts',
    [[texts('a b c')], [texts('d')]],
    { kind: 'bytes', present: 2, minLength: 1, maxLength: 1, minBytes: 1, maxBytes: 5, minWords: 1, maxWords: 3 },
  ],
  ['a feature without a kind', [[none]], undefined],
  ['a feature without a kind in one file', [[none], [ints(4)]], { kind: 'int64', present: 1, minLength: 1, maxLength: 1, min: 4, max: 4 }],
];

describe('what statistics of files tell the rules', () => {
  for (const [what, files, facts] of cases) it(`of ${what}`, () => assert.deepEqual(factsOf(...files), facts));

  it('counts the records of all files, and says when a file was only sampled', () => {
    const parts = [partOf([ints(1), ints(2)]), partOf([ints(3)])];
    const { records, sampled, files } = recordFacts(['a', 'b'], parts) ?? {};
    assert.deepEqual([records, sampled, files], [3, false, ['a', 'b']]);
    assert.equal(recordFacts(['a', 'b'], [parts[0], { ...parts[1], coverage: 'sampled' }])?.sampled, true);
    assert.equal(recordFacts([], [])?.records, 0);
  });

  it('is nothing where a payload is no Example', () => {
    assert.equal(recordFacts(['a'], [{ ...partOf([ints(1)]), malformed: 1 }]), undefined);
  });
});
