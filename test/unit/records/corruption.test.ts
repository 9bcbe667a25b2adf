import assert from 'node:assert/strict';
import type { CorruptionKind } from '../../../src/records/corruption';
import { bytesAt, data, jsonAt, readFileBytes } from './fixtures';

interface Verdict {
  records_before_error: number;
  tensorflow_error: string | null;
}

/** TensorFlow's own verdict on each file, which it was told to read as uncompressed, or as GZIP by its name. */
const verdicts = jsonAt<{ [name: string]: Verdict }>(`${data}/broken/expected.json`);

/** What we report beyond it: kinds of corruption, sound records in all, and where reading went on. */
const cases: { [name: string]: { kinds: CorruptionKind[]; sound: number; resumed?: number } } = {
  'truncated-in-data.tfrecord': { kinds: ['truncated'], sound: 40 },
  'truncated-in-length.tfrecord': { kinds: ['partial_tail'], sound: 40 },
  'truncated-in-footer.tfrecord': { kinds: ['truncated'], sound: 40 },
  'bad-data-crc.tfrecord': { kinds: ['corrupt_data'], sound: 49, resumed: 2567 },
  'bad-length-crc.tfrecord': { kinds: ['corrupt_length'], sound: 49, resumed: 2567 },
  'huge-length.tfrecord': { kinds: ['corrupt_length'], sound: 49, resumed: 2567 },
  'garbage-in-middle.tfrecord': { kinds: ['corrupt_length'], sound: 50, resumed: 4795 },
  'zeros-tail.tfrecord': { kinds: ['corrupt_length'], sound: 50 },
  'not-a-tfrecord.tfrecord': { kinds: ['corrupt_length'], sound: 0 },
  'truncated.tfrecord.gz': { kinds: ['truncated', 'compression'], sound: 22 },
  'plain-named-gz.tfrecord.gz': { kinds: [], sound: 50 },
  'gzip-without-suffix.tfrecord': { kinds: [], sound: 50 },
};

/** "corrupted record at 2336" out of TensorFlow's message. */
const place = (message: string): string | undefined =>
  /(?:corrupted|truncated) record at \d+(?: \(Is this even a TFRecord file\?\))?/.exec(message)?.[0];

describe('records: corrupted files', () => {
  it('the table covers every file', () => assert.deepEqual(Object.keys(cases).sort(), Object.keys(verdicts).sort()));

  for (const [name, { kinds, sound, resumed }] of Object.entries(cases)) {
    it(name, async () => {
      const { records, corruptions } = await readFileBytes(bytesAt(`${data}/broken/${name}`));
      const verdict = verdicts[name];
      assert.deepEqual(
        corruptions.map(corruption => corruption.kind),
        kinds,
      );
      assert.equal(records.size, sound);
      if (corruptions.length === 0) return;
      assert.equal(corruptions[0].record, verdict.records_before_error);
      if (verdict.tensorflow_error) assert.equal(place(corruptions[0].message), place(verdict.tensorflow_error));
      if (resumed !== undefined) assert.equal(corruptions[0].to, resumed);
    });
  }
});
