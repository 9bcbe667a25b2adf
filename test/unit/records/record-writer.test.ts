import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesSource } from '../../../src/records/byte-source';
import { bytesOf, openContent } from '../../../src/records/compression';
import { encodeExample } from '../../../src/records/encode-example';
import { decodeExample } from '../../../src/records/example';
import { portableInflate } from '../../../src/records/inflate';
import { nodeInflate } from '../../../src/records/node-inflate';
import { type WriteOptions, writeRecords } from '../../../src/records/record-writer';
import { bytesAt, data, jsonAt, readAll } from './fixtures';
import { examplesToWrite } from './written';

async function written(payloads: Iterable<Uint8Array>, options?: WriteOptions): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeRecords(payloads, options)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

const payloadsOf = async (bytes: Uint8Array): Promise<Uint8Array[]> => [...(await readAll(bytesSource(bytes))).records.values()];

describe('records: writer', () => {
  for (const name of ['features/ragged', 'features/sequence', 'features/empty', 'features/extremes', 'png']) {
    it(`the payloads of ${name} become the very file that TensorFlow wrote`, async () => {
      const bytes = bytesAt(`${data}/${name}.tfrecord`);
      assert.deepEqual(await written(await payloadsOf(bytes)), bytes);
    });
  }

  for (const name of ['features/ragged', 'features/extremes', 'features/mixed-kind', 'features/missing', 'png']) {
    it(`the Examples of ${name} are encoded as TensorFlow encoded them`, async () => {
      for (const payload of await payloadsOf(bytesAt(`${data}/${name}.tfrecord`))) {
        const decoded = decodeExample(payload);
        assert.deepEqual(decoded.ok && new Uint8Array(encodeExample(decoded.value)), payload);
      }
    });
  }

  it('gives up compressing with the reason, when what is compressed fails', async () => {
    const failing = async function* () {
      yield new Uint8Array(3 << 20);
      throw new Error('cancelled');
    };
    await assert.rejects(async () => {
      for await (const piece of writeRecords(failing(), { compression: 'gzip' })) assert.ok(piece.length > 0);
    }, /^Error: cancelled$/);
  });

  it('stops reading when no more compressed bytes are wanted', async () => {
    let ended = false;
    const endless = async function* () {
      try {
        for (;;) yield new Uint8Array(1 << 20).map((_, i) => Math.imul(i, i) >> 7);
      } finally {
        ended = true;
      }
    };
    for await (const piece of writeRecords(endless(), { compression: 'gzip' })) if (piece.length > 0) break;
    assert.equal(ended, true);
  });

  for (const format of ['gzip', 'zlib'] as const) {
    for (const inflate of [nodeInflate, portableInflate]) {
      it(`${format} is read again, by ${inflate === nodeInflate ? 'Node' : 'the portable code'}`, async () => {
        const payloads = await payloadsOf(bytesAt(`${data}/png.tfrecord`));
        const bytes = await written(payloads, { compression: format });
        const content = await openContent(bytesSource(bytes), inflate);
        assert.equal(content.compression, format);
        const { records, corruptions } = await readAll(bytesOf(content));
        assert.deepEqual([[...records.values()], corruptions], [payloads, []]);
      });
    }
  }

  /** test/python/check_records_writer.py had TensorFlow read these records of ours, and protobuf serialize them again. */
  it('TensorFlow reads what we write, and would have written the same', () => {
    const verdict = jsonAt<{ files: { [name: string]: { records: number; sha256_of_payloads: string } } } & { [claim: string]: unknown }>(
      `${data}/writer.json`,
    );
    const payloads = examplesToWrite();
    const sha256_of_payloads = createHash('sha256').update(Buffer.concat(payloads)).digest('hex');
    for (const file of Object.values(verdict.files)) assert.deepEqual(file, { records: payloads.length, sha256_of_payloads });
    assert.equal(verdict["plain file equals TensorFlow's byte for byte"], true);
    assert.equal(verdict['payloads that protobuf serializes to the same bytes'], payloads.length);
  });

  it('a payload larger than a piece is written whole', async () => {
    const payload = new Uint8Array(3 << 20).fill(5);
    assert.deepEqual(await payloadsOf(await written([payload, Uint8Array.of(1)])), [payload, Uint8Array.of(1)]);
  });
});
