import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesSource } from '../../../src/records/byte-source';
import { bytesAt, data, jsonAt, piecesOf, readAll, readFileBytes } from './fixtures';

interface Golden {
  records: number;
  sha256_of_payloads: string;
}

/** What TensorFlow read: the number of records, and the SHA-256 of their payloads back to back. */
const golden = jsonAt<{ [path: string]: Golden }>(`${data}/golden.json`);

const digest = (records: Iterable<Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const record of records) hash.update(record);
  return hash.digest('hex');
};

describe('records: sound files, as TensorFlow reads them', () => {
  for (const [path, expected] of Object.entries(golden)) {
    it(path, async () => {
      const { records, corruptions } = await readFileBytes(bytesAt(path));
      assert.deepEqual(corruptions, []);
      assert.equal(records.size, expected.records);
      assert.equal(digest(records.values()), expected.sha256_of_payloads);
    });
  }

  const path = `${data}/features/ragged.tfrecord`;
  for (const window of [1, 12, 100, 4096, 1 << 20]) {
    it(`windows of ${window} bytes, from a source and from a stream, give the same`, async () => {
      const bytes = bytesAt(path);
      const expected = { records: golden[path].records, digest: golden[path].sha256_of_payloads };
      for (const source of [bytesSource(bytes), piecesOf(bytes, window)]) {
        const { records, corruptions } = await readAll(source, { window });
        assert.deepEqual({ records: records.size, digest: digest(records.values()), corruptions }, { ...expected, corruptions: [] });
      }
    });
  }
});
