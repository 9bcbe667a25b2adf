import * as assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/common/sentence';
import { encodeExample } from '../../../../src/records/encode-example';
import type { FeatureValue } from '../../../../src/records/example';
import { statisticsOf } from '../collect/collect-file';
import { recorded } from '../recognize/recorded';

const ints = (...values: number[]): FeatureValue => ({ kind: 'int64', values: BigInt64Array.from(values, BigInt) });
const floats = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });
const bytes = (...values: Uint8Array[]): FeatureValue => ({ kind: 'bytes', values });
const text = (value: string): FeatureValue => bytes(new TextEncoder().encode(value));
const decoded = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const image = (format: string): Uint8Array => decoded(recorded.images.find(one => one.format === format)?.bytes ?? '');
const tensors = recorded.tensors.filter(({ dtype }) => dtype === 'int64').map(({ bytes: data }) => decoded(data));

/** So many records, each with a value that is made of its number. */
const of = (count: number, make: (record: number) => FeatureValue): FeatureValue[] =>
  Array.from({ length: count }, (_, record) => make(record));

/** Names and values of a feature, and what it is taken for and why; undefined: nothing. */
const features: readonly [name: string, values: FeatureValue[], role: string | undefined, why?: string][] = [
  ['label', of(9, record => ints(record % 3)), 'label', 'named like a label, with one value per record: 3 distinct integers, 0 to 2'],
  ['label', of(9, () => ints(4)), 'label', 'named like a label, with one value per record: 1 distinct integer, 4'],
  ['label', of(9, record => ints((record % 3) - 1)), undefined],
  ['label', of(9, record => ints(record % 3, 1)), undefined],
  ['label', of(9, record => text(record % 2 ? 'cat' : 'dog')), 'label', 'named like a label, with 2 distinct values'],
  ['label', of(9, record => text(`kind ${record % 4}`)), 'label'],
  ['label', of(9, record => text(`kind ${record % 5}`)), 'text'],
  ['image/class', of(9, record => ints(record % 3)), 'label'],
  ['classify', of(9, record => ints(record)), undefined],
  ['kind', of(15, record => ints(record % 3)), 'label', 'one value per record, without gaps: 3 distinct integers, 0 to 2'],
  ['kind', of(14, record => ints(record % 3)), undefined],
  ['kind', of(15, record => ints(2 * (record % 3))), undefined],
  ['kind', of(15, record => ints(2 + (record % 3))), undefined],
  ['kind', of(15, record => ints(1 + (record % 3))), 'label'],
  ['kind', of(20, record => text(record % 2 ? 'cat' : 'dog')), 'label', 'one of 2 distinct strings per record'],
  ['kind', of(19, record => text(record % 2 ? 'cat' : 'dog')), 'text', 'every value is UTF-8 text'],
  ['kind', of(20, () => text('cat')), 'text'],
  ['seen', of(9, record => ints(record % 2)), 'flag', 'one value per record, 0 or 1'],
  ['seen', of(9, () => ints(0)), undefined],
  ['user_id', of(20, record => ints(7 * record)), 'id', 'all values are distinct'],
  ['user_id', of(19, record => ints(7 * record)), undefined],
  ['user_id', of(20, record => ints(7 * (record % 10))), 'id', 'named like an ID, and about 50 % of the values are distinct'],
  ['user_id', of(20, record => ints(700 * (record % 4))), undefined],
  ['size', of(20, record => ints(7 * record)), undefined],
  ['name', of(20, record => text(`name${record}`)), 'id', 'all values are distinct'],
  ['name', of(20, record => text(`name ${record}`)), 'text'],
  ['name', of(20, record => text(`${'n'.repeat(80)}${record}`)), 'text'],
  ['token_ids', of(5, record => ints(record, 9)), 'tokens', 'named like token IDs, with lists of integers from 0 to 9'],
  ['token_ids', of(5, record => ints(-1, record)), undefined],
  ['numbers', of(5, record => ints(record, 9)), undefined],
  ['bbox', of(5, () => floats(0, 0.25, 0.5, 1)), 'box', 'named like a bounding box, with every value between 0 and 1'],
  ['object/xmin', of(5, () => floats(0.5)), 'box'],
  ['bbox', of(5, () => floats(0, 0.25, 0.5, 1.5)), undefined],
  ['bbox', of(5, () => floats(-0.5, 1)), undefined],
  ['ratio', of(5, () => floats(0, 1)), undefined],
  ['picture', of(3, () => bytes(image('png'))), 'image', 'every value is an image (png, 7×3×1)'],
  ['picture', of(4, record => bytes(image(record % 2 ? 'png' : 'gif'))), 'image', 'every value is an image (png, gif, 2–7×3×1–3)'],
  ['picture', of(4, record => bytes(record ? image('png') : new Uint8Array())), 'image'],
  ['picture', of(4, record => (record ? bytes(image('png')) : text('none'))), undefined],
  ['array', of(3, () => bytes(tensors[0])), 'tensor', 'every value is a serialized tensor (int64 of shape [2, 3])'],
  [
    'array',
    of(4, record => bytes(tensors[record ? 0 : 1])),
    'tensor',
    'every value is a serialized tensor (int64 of shape [2, 3] and others)',
  ],
  ['array', of(4, record => (record ? bytes(tensors[0]) : text('none'))), undefined],
  ['text', of(3, record => text(`word ${record}`)), 'text', 'every value is UTF-8 text'],
  ['text', of(3, () => bytes(Uint8Array.of(0xff, 0xfe))), undefined],
  ['text', of(3, () => bytes(Uint8Array.of(65, 1))), undefined],
];

describe('what a feature seems to be for', () => {
  for (const [index, [name, values, role, why]] of features.entries())
    it(`${index}: "${name}" with ${values.length} values: ${role ?? 'nothing'}`, () => {
      const records = values.map(value => encodeExample({ features: new Map([[name, value]]) }));
      const found = statisticsOf(records).features[0]?.role;
      assert.equal(found?.kind, role);
      if (why !== undefined) assert.equal(found && inEnglish(found.why), why);
    });
});
