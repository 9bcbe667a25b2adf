import assert from 'node:assert/strict';
import { recordLines } from '../../../src/cli/record-lines';
import { encodeExample, encodeSequenceExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { decodeRecord } from '../../../src/records/record-value';
import { assertGolden } from './golden';
import { plain } from './terminal';

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);
const bytes = (...values: Uint8Array[]): FeatureValue => ({ kind: 'bytes', values });
const ints = (...values: number[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values, BigInt) });
const floats = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });

const records: { [what: string]: Uint8Array } = {
  'an Example': encodeExample({
    features: new Map<string, FeatureValue>([
      ['text', bytes(text('two\nlines "quoted"'), text(''))],
      ['image', bytes(Uint8Array.from({ length: 3000 }, (_, index) => 0xff - index))],
      ['short bytes', bytes(Uint8Array.of(0xff, 0))],
      ['long', ints(...Array.from({ length: 100 }, (_, index) => index))],
      ['odd numbers', floats(0.1, Number.NaN, Number.POSITIVE_INFINITY, -0)],
      ['large', { kind: 'int64', values: BigInt64Array.of(-(2n ** 63n)) }],
      ['empty', ints()],
      ['no kind', { kind: 'none', values: [] }],
    ]),
  }),
  'a SequenceExample': encodeSequenceExample({
    context: new Map([['id', ints(4)]]),
    featureLists: new Map([
      ['tokens', [bytes(text('a')), bytes(text('b'), text('c'))]],
      ['nothing', []],
    ]),
  }),
  'another message': Uint8Array.of(0x08, 0x96, 0x01, 0x12, 0x03, 0x61, 0x62, 0x63),
  'a text': text('not a message'),
  'other bytes': Uint8Array.of(0xff, 0xff, 0xff),
};

describe('a record for the user', () => {
  it('has a line for each feature, cut to the width', () => {
    const lines = Object.entries(records).flatMap(([what, record]) => [what, ...recordLines(decodeRecord(record), plain, 72)]);
    assertGolden('record-lines', lines.join('\n'));
  });

  it('has the first letters of a text and of a name of many megabytes, and looks at no more', () => {
    const long = text('é€'.repeat(8_000_000));
    const record = encodeExample({
      features: new Map([
        ['t', bytes(long)],
        ['n'.repeat(20_000_000), ints(1)],
      ]),
    });
    const started = performance.now();
    assert.deepEqual(recordLines(decodeRecord(record), plain, 40), [
      `${'  '.padEnd(19, 'n')}…  int64  1  1`,
      '  t                   bytes  1  "é€é€é€…',
    ]);
    assert.ok(performance.now() - started < 2000, `${performance.now() - started} ms`);
    assert.match(recordLines(decodeRecord(record), plain, 10_000)[1], / {2}"(é€)+é?" …$/);
  });
});
