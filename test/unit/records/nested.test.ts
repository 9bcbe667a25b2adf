import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/records/byte-source';
import { type Crc32c, crc32c } from '../../../src/records/crc32c';
import { FOOTER_BYTES, HEADER_BYTES } from '../../../src/records/framing';
import { readRecords, skimRecords } from '../../../src/records/read-records';
import { fileOf, header } from './arbitraries';
import { piecesOf, readAll } from './fixtures';

const FILE_BYTES = 1 << 18;
/** Bytes that are hashed for each byte of a file, at most: 32 times for where one is, 32 for the furthest end, and what is right. */
const MAX_BYTES_HASHED_PER_BYTE = 66;

/** Headers every `step` bytes, each of a record that ends where `end` says, with what is between them from `between`. */
function nested(step: number, end: (at: number) => number, between: Uint8Array = new Uint8Array(0)): Uint8Array {
  const file = new Uint8Array(FILE_BYTES).fill(7);
  for (let at = 0; at + step <= FILE_BYTES; at += step) {
    const length = end(at) - at - HEADER_BYTES - FOOTER_BYTES;
    if (length >= 0) file.set(header(length), at);
    file.set(between, at + HEADER_BYTES);
  }
  return file;
}

/** Records with another byte in each payload than its CRC is of. */
function spoilt(size: number): Uint8Array {
  const step = HEADER_BYTES + size + FOOTER_BYTES;
  const file = fileOf(Array.from({ length: Math.floor(FILE_BYTES / step) }, () => new Uint8Array(size)));
  for (let at = 0; at < file.length; at += step) file[at + HEADER_BYTES] ^= 1;
  return file;
}

const FILES: { [name: string]: Uint8Array } = {
  'records that all end at one place': nested(12, () => FILE_BYTES - 5),
  'records that end ever further': nested(16, at => FILE_BYTES / 2 + at / 2 - 7),
  'records that end ever sooner': nested(16, at => FILE_BYTES - 5 - at / 4),
  'records that announce more than there is': nested(12, () => FILE_BYTES + 100),
  'sound records between the others': nested(32, () => FILE_BYTES - 5, fileOf([new Uint8Array(4)])),
  'records of 20 bytes, each of them spoilt': spoilt(4),
  'records of 616 bytes, each of them spoilt': spoilt(600),
};

/** Counts the bytes that are hashed and fetched while everything is read; also how many records are numbered. */
async function cost(
  file: Uint8Array,
  native: boolean,
  how: 'read' | 'skim' | 'stream',
): Promise<{ hashed: number; fetched: number; numbered: number }> {
  const counted = { hashed: 0, fetched: 0, numbered: 0 };
  const hash = (bytes: Uint8Array, start: number, end: number): number => {
    counted.hashed += end - start;
    return crc32c(bytes, start, end);
  };
  const options = { crc32c: Object.assign(hash, { native }) satisfies Crc32c };
  const whole = bytesSource(file);
  const source = {
    size: file.length,
    read: (offset: number, length: number) => {
      counted.fetched += length;
      return whole.read(offset, length);
    },
  };
  const batches = how === 'skim' ? skimRecords(source, options) : readRecords(how === 'read' ? source : piecesOf(file, 1 << 14), options);
  for await (const { firstRecord, count, corruptions } of batches) {
    counted.numbered = Math.max(counted.numbered, firstRecord + count, ...corruptions.map(({ record }) => record + 1));
  }
  return counted;
}

describe('records: files that are made to take long', () => {
  for (const [name, file] of Object.entries(FILES)) {
    for (const [how, native] of [
      ['read', false],
      ['read', true],
      ['skim', false],
      ['stream', false],
    ] as const) {
      it(`${name}: each byte is checked and fetched a few times at most (${how}${native ? ', native' : ''})`, async () => {
        const { hashed, fetched } = await cost(file, native, how);
        assert.ok(hashed <= MAX_BYTES_HASHED_PER_BYTE * FILE_BYTES, `${hashed / FILE_BYTES} times hashed`);
        assert.ok(fetched <= 3 * MAX_BYTES_HASHED_PER_BYTE * FILE_BYTES, `${fetched / FILE_BYTES} times fetched`);
      });
    }

    it(`${name}: records have the same numbers however they are read`, async () => {
      const { numbered } = await cost(file, false, 'read');
      assert.equal((await cost(file, false, 'stream')).numbered, numbered);
      assert.equal((await cost(file, false, 'skim')).numbered, numbered);
    });
  }

  for (const size of [4, 600]) {
    it(`spoilt records of ${size} bytes are not checked again and again`, async () => {
      for (const native of [false, true]) assert.ok((await cost(spoilt(size), native, 'read')).hashed < 3 * FILE_BYTES);
    });
  }

  it('what a writer has written that was stopped again and again is found', async () => {
    const stopped = fileOf([new Uint8Array(100_000).fill(7)]).subarray(0, 1000);
    const sound = [1, 2, 3].map(byte => new Uint8Array(600).fill(byte));
    const file = new Uint8Array(Buffer.concat([...Array.from({ length: 200 }, () => stopped), fileOf(sound)]));
    const { records } = await readAll(bytesSource(file));
    assert.deepEqual([...records.values()], sound);
  });
});
