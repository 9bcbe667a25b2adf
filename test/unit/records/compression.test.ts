import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { bytesSource } from '../../../src/records/byte-source';
import { type Compression, detectCompression, openContent } from '../../../src/records/compression';
import { portableInflate } from '../../../src/records/inflate';
import { nodeInflate } from '../../../src/records/node-inflate';
import { spill } from '../../../src/records/node-spill';
import { fileOf } from './arbitraries';
import { bytesAt, data, piecesOf, readAll } from './fixtures';

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);
const file = fileOf([text('one'), text('two'), new Uint8Array(100_000)]);
const join2 = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe('records: compression is told by content', () => {
  const cases: { [name: string]: [Uint8Array, Compression] } = {
    'a record file': [file, 'none'],
    gzip: [gzipSync(file), 'gzip'],
    zlib: [deflateSync(file), 'zlib'],
    'zlib at another level': [deflateSync(file, { level: 1 }), 'zlib'],
    'a record whose length looks like gzip': [fileOf([new Uint8Array(0x8b1f)]), 'none'],
    'a record whose length looks like zlib': [fileOf([new Uint8Array(0x9c78)]), 'none'],
    nothing: [new Uint8Array(0), 'none'],
    text: [text('hello, world'), 'none'],
  };
  for (const [name, [bytes, expected]] of Object.entries(cases)) {
    it(name, () => assert.equal(detectCompression(bytes.subarray(0, 12)), expected));
  }
});

/** Bytes, how many records TensorFlow 2.21 reads of them before it ends or raises (recorded), and what is said of them; null where nothing is wrong. */
interface Case {
  bytes: Uint8Array;
  format?: 'zlib';
  records: number;
  tensorFlow: { records: number; raises: boolean };
  says: RegExp | null;
}

describe('records: decompression', () => {
  const parts = [file.subarray(0, 38), file.subarray(38)] as const;
  const nothing = gzipSync(new Uint8Array(0));
  const ending = (bytes: Uint8Array, ...end: number[]): Uint8Array =>
    join2(bytes.subarray(0, bytes.length - end.length), Uint8Array.from(end));
  const whole = { records: 3, raises: false };
  const cases: { [name: string]: Case } = {
    'several gzip members': { bytes: join2(...parts.map(part => gzipSync(part))), records: 3, tensorFlow: whole, says: null },
    'a gzip member that ends inside a record': {
      bytes: join2(gzipSync(file.subarray(0, 30)), gzipSync(file.subarray(30))),
      records: 3,
      tensorFlow: whole,
      says: null,
    },
    'an empty gzip member last': { bytes: join2(gzipSync(file), nothing), records: 3, tensorFlow: whole, says: null },
    'an empty gzip member first': {
      bytes: join2(nothing, gzipSync(file)),
      records: 3,
      tensorFlow: { records: 0, raises: false },
      says: /TensorFlow stops at the empty gzip member at byte 0 and/,
    },
    'an empty gzip member between': {
      bytes: join2(gzipSync(parts[0]), nothing, gzipSync(parts[1])),
      records: 3,
      tensorFlow: { records: 2, raises: false },
      says: /TensorFlow stops at the empty gzip member at byte \d+ and/,
    },
    'zeros behind gzip': {
      bytes: join2(gzipSync(file), new Uint8Array(512)),
      records: 3,
      tensorFlow: { records: 3, raises: true },
      says: /not gzip follow/,
    },
    'junk behind gzip': {
      bytes: join2(gzipSync(file), text('junkjunk')),
      records: 3,
      tensorFlow: { records: 3, raises: true },
      says: /not gzip follow/,
    },
    "a wrong CRC in gzip's trailer": {
      bytes: join2(ending(gzipSync(parts[0]), 1, 2, 3, 4, 38, 0, 0, 0), gzipSync(parts[1])),
      records: 3,
      tensorFlow: { records: 0, raises: true },
      says: /CRC-32 in its gzip trailer/,
    },
    "a wrong size in gzip's trailer": {
      bytes: ending(gzipSync(file), 0, 0, 0, 1),
      records: 3,
      tensorFlow: { records: 0, raises: true },
      says: /size stated in its gzip trailer/,
    },
    "gzip's trailer cut off": { bytes: gzipSync(file).subarray(0, -5), records: 3, tensorFlow: whole, says: /is truncated/ },
    'a gzip header with a name, a comment and extra fields': {
      bytes: withHeader(gzipSync(file)),
      records: 3,
      tensorFlow: whole,
      says: null,
    },
    'cut off': { bytes: gzipSync(file).subarray(0, 100), records: 2, tensorFlow: { records: 2, raises: true }, says: /is truncated/ },
    'zlib, cut off': {
      bytes: deflateSync(file).subarray(0, 90),
      format: 'zlib',
      records: 2,
      tensorFlow: { records: 2, raises: true },
      says: /is truncated/,
    },
    'bytes behind zlib': {
      bytes: join2(deflateSync(file), text('junk')),
      format: 'zlib',
      records: 3,
      tensorFlow: whole,
      says: /follow the compressed data; TensorFlow does not read them/,
    },
    'a second zlib stream': {
      bytes: join2(deflateSync(parts[0]), deflateSync(parts[1])),
      format: 'zlib',
      records: 2,
      tensorFlow: { records: 2, raises: false },
      says: /TensorFlow does not read them/,
    },
    'a wrong Adler-32': {
      bytes: ending(deflateSync(file), 1, 2, 3, 4),
      format: 'zlib',
      records: 3,
      tensorFlow: { records: 0, raises: true },
      says: /Adler-32/,
    },
    'cut off inside its own header': {
      bytes: gzipSync(file).subarray(0, 5),
      records: 0,
      tensorFlow: { records: 0, raises: false },
      says: /is truncated/,
    },
    'no compressed data at all': {
      bytes: text('\x1f\x8b\x08 but then nothing that fits'),
      records: 0,
      tensorFlow: { records: 0, raises: true },
      says: /corrupted|early/,
    },
  };
  for (const [name, { bytes, format = 'gzip', records, says }] of Object.entries(cases)) {
    it(`${name}: by Node's zlib`, async () => {
      for (const pieceBytes of [7, 50, 1 << 20]) {
        const read = await readAll(nodeInflate(piecesOf(bytes, pieceBytes), format));
        assert.equal(read.records.size, records);
        const said = read.corruptions.filter(({ kind }) => kind === 'compression').map(({ message }) => message);
        if (says === null) assert.deepEqual(said, []);
        else assert.match(said.join(), says);
      }
    });

    it(`${name}: the portable code gives as many records`, async () => {
      const read = await readAll(portableInflate(piecesOf(bytes, 50), format));
      assert.equal(read.records.size, records);
      if (says === null) assert.deepEqual(read.corruptions, []);
    });
  }
});

/** The same gzip data behind a header with every optional field (RFC 1952, section 2.3). */
function withHeader(gzip: Uint8Array): Uint8Array {
  const flags = Uint8Array.from(gzip.subarray(0, 10));
  flags[3] = 2 + 4 + 8 + 16;
  const header = join2(flags, Uint8Array.of(3, 0, 1, 2, 3), text('name\0'), text('comment\0'));
  const crc = crc32(header);
  return join2(header, Uint8Array.of(crc & 255, (crc >> 8) & 255), gzip.subarray(10));
}

describe('records: a compressed file spilled to disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'records-'));
  after(() => rmSync(folder, { recursive: true }));
  const spilled = async (path: string) => {
    const content = await openContent(bytesSource(bytesAt(path)), nodeInflate);
    assert.ok(content.compression !== 'none');
    const target = join(folder, 'spilled');
    return { ...(await spill(content, target)), records: (await readAll(bytesSource(readFileSync(target)))).records.size };
  };

  it('a sound one', async () =>
    assert.deepEqual(await spilled('samples/sections/sections-small.tfrecord.gz'), { bytes: 47065, records: 200 }));

  it('one that breaks off', async () =>
    assert.deepEqual(await spilled(`${data}/broken/truncated.tfrecord.gz`), {
      bytes: 5178,
      failure: 'the compressed data is truncated',
      records: 22,
    }));
});
