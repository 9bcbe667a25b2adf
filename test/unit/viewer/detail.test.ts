import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetailFeature, RecordDetail } from '../../../src/protocol/records-detail';
import { bytesSource } from '../../../src/records/byte-source';
import { encodeExample } from '../../../src/records/encode-example';
import type { FeatureValue } from '../../../src/records/example';
import { readRecords } from '../../../src/records/read-records';
import { type Names, recordDetail } from '../../../src/viewer/detail';
import { recordText } from '../../../src/viewer/record-text';
import { root } from '../../root';

const none: Names = { vocabulary: [], labels: [] };

async function firstOf(path: string): Promise<Uint8Array> {
  for await (const { bytes, starts, lengths } of readRecords(bytesSource(new Uint8Array(readFileSync(join(root, path)))))) {
    return bytes.subarray(starts[0], (starts[0] as number) + (lengths[0] as number));
  }
  throw new Error('no record');
}

const detailOf = (bytes: Uint8Array, names = none): RecordDetail => recordDetail({ record: 0, offset: 0 }, bytes, names);

function featureOf({ body }: RecordDetail, name: string): DetailFeature {
  const feature = body.kind === 'features' ? body.features.find(candidate => candidate.name === name) : undefined;
  assert.ok(feature, name);
  return feature;
}

const example = (features: { [name: string]: FeatureValue }) => encodeExample({ features: new Map(Object.entries(features)) });
const floats = (...values: number[]): FeatureValue => ({ kind: 'float', values: Float32Array.from(values) });
const text = (...values: string[]): FeatureValue => ({ kind: 'bytes', values: values.map(value => new TextEncoder().encode(value)) });

describe('a record in detail', () => {
  it('has its image with the boxes on it', async () => {
    const { value } = featureOf(detailOf(await firstOf('samples/emoji/emoji-validation.tfrecord-00000-of-00001')), 'image');
    assert.ok(value.kind === 'image');
    assert.deepEqual([value.width, value.height, value.mime], [96, 96, 'image/jpeg']);
    const [box] = value.boxes;
    assert.deepEqual(
      [box?.xmin, box?.ymax].map(side => Number(side?.toFixed(3))),
      [0.1, 0.9],
    );
    assert.equal(box?.label, 'Travel & Places');
  });

  it('takes boxes beyond 2 for pixels', () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAUCAIAAAA7jDsBAAAAE0lEQVR42mNgGAWjYBSMglEwCgAGQAABOKCXJwAAAABJRU5ErkJggg==',
      'base64',
    );
    const bytes = example({
      image: { kind: 'bytes', values: [new Uint8Array(png)] },
      'a/xmin': floats(1, 5),
      'a/ymin': floats(2, 10),
      'a/xmax': floats(5, 10),
      'a/ymax': floats(10, 20),
      'a/label': text('one', 'two'),
    });
    const { value } = featureOf(detailOf(bytes), 'image');
    assert.ok(value.kind === 'image');
    assert.deepEqual(
      value.boxes.map(({ xmin, ymin, xmax, ymax, label }) => [xmin, ymin, xmax, ymax, label]),
      [
        [0.1, 0.1, 0.5, 0.5, 'one'],
        [0.5, 0.5, 1, 1, 'two'],
      ],
    );
  });

  it('has the words of ids where a vocabulary lies beside the file', async () => {
    const vocabulary = readFileSync(join(root, 'samples/sections/vocab.txt'), 'utf8').split('\n');
    const { value } = featureOf(
      detailOf(await firstOf('samples/sections/sections-train.tfrecord-00000-of-00004'), { vocabulary, labels: [] }),
      'ids',
    );
    assert.ok(value.kind === 'numbers');
    assert.deepEqual(value.tokens?.slice(0, 3), ['filter', 'and', '<unk>']);
  });

  it('has dtype, shape and values of a serialized tensor', async () => {
    const { body } = detailOf(await firstOf('test/data/records/features/serialized-tensor.tfrecord'));
    assert.ok(body.kind === 'features');
    const tensor = body.features.find(({ value }) => value.kind === 'tensor')?.value;
    assert.ok(tensor?.kind === 'tensor');
    assert.equal(
      tensor.values.length,
      tensor.shape.reduce((product, size) => product * size, 1),
    );
    assert.equal(tensor.texts.length, tensor.values.length);
  });

  it('has the feature lists of a SequenceExample step by step', async () => {
    const { body } = detailOf(await firstOf('test/data/records/features/sequence.tfrecord'));
    assert.ok(body.kind === 'features');
    assert.deepEqual(body.steps, {
      columns: ['tags', 'tokens'],
      rows: [
        ['0', 't0'],
        ['1', 't1'],
        ['2', 't2'],
      ],
      total: 3,
    });
  });

  it('cuts what no pane could show, and says how much there is', () => {
    const { value } = featureOf(detailOf(example({ wide: floats(...new Array(60_000).fill(0.5)) })), 'wide');
    assert.ok(value.kind === 'numbers');
    assert.deepEqual([value.values.length, value.texts.length, value.total], [50_000, 512, 60_000]);
  });

  it('shows another message as its fields, and an Event with their names', () => {
    assert.deepEqual(detailOf(new Uint8Array([8, 150, 1])).body, { kind: 'wire', fields: [{ field: 1, type: 'varint', text: '150' }] });
    const event = new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 16, 7]);
    const { body, payload } = detailOf(event);
    assert.equal(payload, 'TensorBoard Event');
    assert.deepEqual(body.kind === 'wire' && body.fields.map(({ name, text }) => [name, text]), [
      ['wall_time', '1'],
      ['step', '7'],
    ]);
  });

  it('can be copied as Python that builds it', () => {
    const bytes = example({ a: floats(0.5, Number.NaN), b: text('ü"'), c: { kind: 'int64', values: BigInt64Array.of(-(2n ** 62n)) } });
    const code = recordText('python', 3, bytes);
    assert.match(code, /"a": tf\.train\.Feature\(float_list=tf\.train\.FloatList\(value=\[0\.5, float\("nan"\)\]\)\)/);
    assert.match(code, /"ü\\""\.encode\(\)/);
    assert.match(code, /-4611686018427387904/);
    assert.deepEqual(JSON.parse(recordText('json', 3, bytes)).features.b, [{ utf8: 'ü"' }]);
  });
});
