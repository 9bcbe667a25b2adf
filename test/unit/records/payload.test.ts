import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/records/byte-source';
import { recogniseFile } from '../../../src/records/file-kind';
import { commonPayload, type Payload, recognisePayload } from '../../../src/records/payload';
import { wireTree } from '../../../src/records/wire-tree';
import { bytesAt, data, readAll } from './fixtures';

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);
const hex = (digits: string): Uint8Array => new Uint8Array(Buffer.from(digits.replaceAll(' ', ''), 'hex'));

describe('records: what a record holds', () => {
  const cases: { [name: string]: [Uint8Array, Payload] } = {
    nothing: [new Uint8Array(0), 'empty'],
    'an Example': [hex('0a0c 0a0a 0a0161 1205 1a03 0a0107'), 'example'],
    'an Example without features': [hex('0a00'), 'example'],
    'an Example whose features have no kind, a row of nulls': [hex('0a0e 0a05 0a01 61 1200 0a05 0a01 62 1200'), 'example'],
    'a SequenceExample whose context has no kind': [
      hex('0a07 0a05 0a01 61 1200 120e 0a0c 0a0174 1207 0a05 1a03 0a0107'),
      'sequence_example',
    ],
    'a message that reads as nulls under names that are no words': [hex('0a06 0a04 0a02 0801'), 'proto'],
    'a SequenceExample': [hex('120e 0a0c 0a0174 1207 0a05 1a03 0a0107'), 'sequence_example'],
    'an Event with a file version': [hex('09 0000 0000 0000 f03f 1a0d 627261696e2e4576656e743a32'), 'event'],
    'an Event with a step and a summary': [hex('09 0000 0000 0000 f03f 1007 2a00'), 'event'],
    text: [text('plain text, not a proto'), 'text'],
    'text of several scripts': [text('naïve 日本 🙂\n'), 'text'],
    'another message': [hex('089601 120474657374'), 'proto'],
    'an Example with an unknown field': [hex('0a00 7801'), 'proto'],
    'bytes of no kind': [hex('ffff ffff 0000'), 'unknown'],
  };
  for (const [name, [bytes, expected]] of Object.entries(cases)) {
    it(name, () => assert.equal(recognisePayload(bytes, 0, bytes.length), expected));
  }

  const files: { [file: string]: Payload } = {
    'features/ragged': 'example',
    'features/sequence': 'sequence_example',
    'features/unpacked': 'example',
    'features/empty': 'empty',
    'foreign/example_null_rows': 'example',
    'foreign/seq_ctx_nokind': 'sequence_example',
    'foreign/train_elwc': 'example_list',
    'foreign/tensors': 'tensor',
  };
  for (const [file, expected] of Object.entries(files)) {
    it(`the file ${file}`, async () => {
      const { records } = await readAll(bytesSource(bytesAt(`${data}/${file}.tfrecord`)));
      assert.equal(commonPayload([...records.values()].map(record => recognisePayload(record, 0, record.length))), expected);
    });
  }

  const mixtures: [Payload[], Payload][] = [
    [['example', 'empty'], 'example'],
    [['example', 'sequence_example'], 'sequence_example'],
    [['example', 'text'], 'unknown'],
    [[], 'empty'],
  ];
  for (const [payloads, expected] of mixtures)
    it(`${payloads.join(' and ') || 'no record'}: ${expected}`, () => assert.equal(commonPayload(payloads), expected));
});

describe('records: what a file is that is none of ours', () => {
  const cases: { [name: string]: [Uint8Array, string | undefined] } = {
    'Git LFS': [text('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'), 'a Git LFS pointer'],
    Parquet: [text('PAR1....'), 'a Parquet file'],
    JSON: [text('{"a": 1}\n'), 'JSON text'],
    notes: [text('Größe: these are notes,\nno records.\n'), 'a text file'],
    'bytes of no kind': [new Uint8Array(64).fill(7), undefined],
    ours: [bytesAt(`${data}/png.tfrecord`).subarray(0, 64), undefined],
    nothing: [new Uint8Array(0), undefined],
  };
  for (const [name, [bytes, expected]] of Object.entries(cases)) it(name, () => assert.equal(recogniseFile(bytes)?.name, expected));
});

describe('records: an unknown message as a tree', () => {
  it('fields of every wire type, messages in messages', () =>
    assert.deepEqual(wireTree(hex('089601 110000 0000 0000 f03f 1d0000 803f 2203616263 2a02 0801 3303 34')), undefined));
  it('fields in order', () => {
    assert.deepEqual(wireTree(hex('089601 1100000000 0000f03f 1d0000803f 2203616263 2a020801 3a02ff00')), [
      { field: 1, value: { type: 'varint', value: 150n } },
      { field: 2, value: { type: 'fixed64', value: 0x3ff0000000000000n, double: 1 } },
      { field: 3, value: { type: 'fixed32', value: 0x3f800000, float: 1 } },
      { field: 4, value: { type: 'text', value: 'abc' } },
      { field: 5, value: { type: 'message', fields: [{ field: 1, value: { type: 'varint', value: 1n } }] } },
      { field: 7, value: { type: 'bytes', value: hex('ff00') } },
    ]);
  });
  it('what is no message has none', () => assert.equal(wireTree(hex('ffff')), undefined));
});
