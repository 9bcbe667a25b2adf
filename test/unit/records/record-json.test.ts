import assert from 'node:assert/strict';
import { recordLines } from '../../../src/cli/record-lines';
import { encodeExample, encodeSequenceExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { recordToJson } from '../../../src/records/record-json';
import { decodeRecord } from '../../../src/records/record-value';

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);
const int64 = (...values: bigint[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values) });
const float = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });
const bytes = (...values: Uint8Array[]): FeatureValue => ({ kind: 'bytes', values });
const example = (features: { [name: string]: FeatureValue }) => encodeExample({ features: new Map(Object.entries(features)) });

describe('cli: a record as JSON', () => {
  const cases: { [name: string]: { record: Uint8Array; json: object } } = {
    'int64 beyond 2^53 as text': {
      record: example({ i: int64(-(2n ** 63n), 2n ** 53n, 2n ** 53n - 1n, -1n) }),
      json: { features: { i: ['-9223372036854775808', '9007199254740992', 9007199254740991, -1] } },
    },
    'floats at their shortest, NaN and infinities by name': {
      record: example({ f: float(0.1, 1 / 3, 16777216, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) }),
      json: { features: { f: [0.1, 0.33333334, 16777216, 'NaN', 'Infinity', '-Infinity'] } },
    },
    'text, and bytes that are none': {
      record: example({ b: bytes(text('naïve 🙂\n'), Uint8Array.of(0, 255), Uint8Array.of(0), new Uint8Array(0)) }),
      json: { features: { b: [{ utf8: 'naïve 🙂\n' }, { base64: 'AP8=' }, { base64: 'AA==' }, { utf8: '' }] } },
    },
    'a feature list, step by step': {
      record: encodeSequenceExample({ context: new Map([['id', int64(7n)]]), featureLists: new Map([['t', [int64(1n), int64(2n, 3n)]]]) }),
      json: { features: { id: [7] }, feature_lists: { t: [[1], [2, 3]] } },
    },
    text: { record: text('hello'), json: { payload: 'text', value: { utf8: 'hello' } } },
    'another message': { record: Uint8Array.of(8, 150, 1), json: { payload: 'proto', fields: [{ field: 1, varint: '150' }] } },
    nothing: { record: new Uint8Array(0), json: { features: {} } },
  };
  for (const [name, { record, json }] of Object.entries(cases)) it(name, () => assert.deepEqual(recordToJson(decodeRecord(record)), json));
});

describe('cli: a record as lines', () => {
  const plain = (_style: string, words: string): string => words;
  const lines = (record: Uint8Array, columns: number) => recordLines(decodeRecord(record), plain, columns);

  it('columns are aligned, and cut at the width of the terminal', () => {
    const record = example({
      ids: int64(...Array.from({ length: 40 }, (_, i) => BigInt(i))),
      'image/name': bytes(text('日本\n')),
      x: float(0.5),
    });
    assert.deepEqual(lines(record, 40), [
      '  ids         int64  40  0 1 2 3 4 5 6 …',
      '  image/name  bytes   1  "日本\\n"',
      '  x           float   1  0.5',
    ]);
  });

  it('bytes by their size and first few', () =>
    assert.deepEqual(lines(example({ b: bytes(new Uint8Array(3000)) }), 80), ['  b  bytes  1  <2.93 KiB: 00 00 00 00 00 00 00 00 …>']));
});
