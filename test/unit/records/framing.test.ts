import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../src/records/byte-source';
import { crcOfRun } from '../../../src/records/crc-run';
import { crc32c, crcOfLength, maskCrc } from '../../../src/records/crc32c';
import { emptyFrames } from '../../../src/records/frames';
import { findHeader, frameWindow } from '../../../src/records/framing';
import { nodeCrc32c } from '../../../src/records/node-crc32c';
import { fileOf } from './arbitraries';
import { bytesAt, data, piecesOf, readAll } from './fixtures';

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);

describe('records: CRC-32C', () => {
  /** RFC 3720, appendix B.4, and the usual check value. */
  const vectors: [string, Uint8Array, number][] = [
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['31 to 0', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    ['123456789', text('123456789'), 0xe3069283],
    ['nothing', new Uint8Array(0), 0],
  ];
  for (const [name, bytes, expected] of vectors) it(name, () => assert.equal(crc32c(bytes, 0, bytes.length), expected));

  it('of records follows from the CRCs that they carry, and does not when one of them is wrong', () =>
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 700 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(254),
        (payloads, place, change) => {
          const bytes = fileOf(payloads);
          const frames = emptyFrames(8);
          frameWindow(bytes, 0, bytes.length, bytes.length, 'header', crc32c, frames);
          assert.equal(frames.count, payloads.length);
          assert.equal(crcOfRun(bytes, frames), crc32c(bytes, 0, bytes.length));
          const record = place % payloads.length;
          if (payloads[record].length === 0) return;
          bytes[frames.starts[record] + (place % payloads[record].length)] ^= change + 1;
          assert.notEqual(crcOfRun(bytes, frames), crc32c(bytes, 0, bytes.length));
        },
      ),
    ));

  it('native and portable agree on any part of any bytes', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(20), (bytes, skip) => {
        const start = Math.min(skip, bytes.length);
        assert.equal(nodeCrc32c(bytes, start, bytes.length), crc32c(bytes, start, bytes.length));
      }),
    ));

  it('that of a length is that of its eight bytes', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), bytes => assert.equal(crcOfLength(bytes, 0) >>> 0, crc32c(bytes, 0, 8))),
    ));

  it('masked as TensorFlow masks it', () => assert.equal(maskCrc(0), 0xa282ead8));
});

describe('records: finding the way back', () => {
  const good = fileOf([text('one'), text('two'), text('three')]);
  const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
  const cutShort = fileOf([new Uint8Array(100)]).subarray(0, 40);

  /** Bytes, payloads that are read, and what is reported: kind, record, offset. */
  const cases: { [name: string]: { bytes: Uint8Array; read: string[]; corruptions: [string, number, number][] } } = {
    'a file that was cut off and then appended to': {
      bytes: join(good, cutShort, good),
      read: ['one', 'two', 'three', 'one', 'two', 'three'],
      corruptions: [['truncated', 3, good.length]],
    },
    'the same, when what was appended is longer than what was lost': {
      bytes: join(good, cutShort, good, good, good),
      read: ['one', 'two', 'three', 'one', 'two', 'three', 'one', 'two', 'three', 'one', 'two', 'three'],
      corruptions: [['corrupt_data', 3, good.length + 12]],
    },
    'garbage in front': { bytes: join(text('garbage!'), good), read: ['one', 'two', 'three'], corruptions: [['corrupt_length', 0, 0]] },
    'zeros in the middle': {
      bytes: join(good, new Uint8Array(50), good),
      read: ['one', 'two', 'three', 'one', 'two', 'three'],
      corruptions: [['corrupt_length', 3, good.length]],
    },
    'an empty file': { bytes: new Uint8Array(0), read: [], corruptions: [] },
    'one byte': { bytes: Uint8Array.of(7), read: [], corruptions: [['partial_tail', 0, 0]] },
    'twelve zeros': { bytes: new Uint8Array(12), read: [], corruptions: [['corrupt_length', 0, 0]] },
  };
  for (const [name, { bytes, read, corruptions }] of Object.entries(cases)) {
    it(name, async () => {
      const all = await readAll(bytesSource(bytes));
      assert.deepEqual(
        [...all.records.values()].map(record => new TextDecoder().decode(record)),
        read,
      );
      assert.deepEqual(
        all.corruptions.map(({ kind, record, offset }) => [kind, record, offset]),
        corruptions,
      );
    });
  }

  it('records too large to be held are skipped, and keep their numbers', async () => {
    const bytes = fileOf([text('one'), new Uint8Array(1000), text('three')]);
    const { records, corruptions } = await readAll(bytesSource(bytes), { largestRecord: 100, window: 64 });
    assert.deepEqual([[...records.keys()], corruptions.map(({ kind, record }) => [kind, record])], [[0, 2], [['oversized', 1]]]);
  });

  it('a source that fails is reported where it does', async () => {
    const source = { size: 1000, read: () => Promise.reject(new Error('the disk is gone')) };
    const { corruptions } = await readAll(source);
    assert.deepEqual(
      corruptions.map(({ kind, offset }) => [kind, offset]),
      [['unreadable', 0]],
    );
    assert.match(corruptions[0].message, /the disk is gone/);
  });

  it('an aborted reader stops', async () => {
    const abort = new AbortController();
    abort.abort();
    const { records } = await readAll(piecesOf(bytesAt(`${data}/png.tfrecord`), 100), { signal: abort.signal });
    assert.equal(records.size, 0);
  });

  it('no header is found where none fits', () => assert.equal(findHeader(new Uint8Array(40), 0, 40), -1));
});
