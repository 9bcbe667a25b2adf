import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
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

describe('records: decompression', () => {
  /** Bytes, how many records are read of them, and whether a corruption of the compression is reported. */
  const cases: { [name: string]: { bytes: Uint8Array; format?: 'zlib'; records: number; reported: boolean } } = {
    'several gzip members': { bytes: join2(gzipSync(file.subarray(0, 30)), gzipSync(file.subarray(30))), records: 3, reported: false },
    'cut off': { bytes: gzipSync(file).subarray(0, 100), records: 2, reported: true },
    'zlib, cut off': { bytes: deflateSync(file).subarray(0, 90), format: 'zlib', records: 2, reported: true },
    'cut off inside its own header': { bytes: gzipSync(file).subarray(0, 5), records: 0, reported: true },
    'no compressed data at all': { bytes: text('\x1f\x8b\x08 but then nothing that fits'), records: 0, reported: true },
  };
  for (const inflate of [nodeInflate, portableInflate]) {
    describe(inflate === nodeInflate ? "Node's zlib" : 'portable', () => {
      for (const [name, { bytes, format = 'gzip', records, reported }] of Object.entries(cases)) {
        it(name, async () => {
          const read = await readAll(inflate(piecesOf(bytes, 50), format));
          const kinds = read.corruptions.map(corruption => corruption.kind);
          assert.deepEqual([read.records.size, kinds.includes('compression')], [records, reported]);
        });
      }
    });
  }
});

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
      failure: 'the compressed data end early',
      records: 22,
    }));
});
