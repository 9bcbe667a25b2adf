import assert from 'node:assert/strict';
import { buildIndex } from '../../../src/records/build-index';
import { type ByteSource, bytesSource } from '../../../src/records/byte-source';
import { type Content, openContent } from '../../../src/records/compression';
import { nodeInflate } from '../../../src/records/node-inflate';
import { readRecords } from '../../../src/records/read-records';
import { RecordIndex } from '../../../src/records/record-index';
import { restartingSource } from '../../../src/records/restarting-source';
import { readTextIndex, writeTextIndex } from '../../../src/records/text-index';
import { fileOf } from './arbitraries';
import { bytesAt, data, readAll } from './fixtures';

/** Records of 0 to 199 bytes, which begin with their own number: 300 KiB of them. */
const numbered = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => {
    const payload = new Uint8Array(4 + (i % 196));
    new DataView(payload.buffer).setUint32(0, i, true);
    return payload;
  });
const file = fileOf(numbered(3000));

const numberIn = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

/** A source that counts what is read of it. */
function counting(bytes: Uint8Array): ByteSource & { read: ByteSource['read']; count: () => number } {
  let count = 0;
  return {
    size: bytes.length,
    async read(offset, length) {
      count += length;
      return bytes.subarray(offset, offset + length);
    },
    count: () => count,
  };
}

/** A record by its number, read from the index's mark before it. */
async function recordAt(source: ByteSource, index: RecordIndex, record: number): Promise<Uint8Array> {
  for await (const { bytes, starts, lengths, firstRecord, count } of readRecords(source, { from: index.mark(record), window: 1 << 17 })) {
    const i = record - firstRecord;
    if (i < count) return bytes.subarray(starts[i], starts[i] + lengths[i]);
  }
  return assert.fail(`there is no record ${record}`);
}

describe('records: index', () => {
  it('leads to every record by a read of a part of the file', async () => {
    const source = counting(file);
    const index = await buildIndex(source);
    assert.deepEqual([index.count, index.end, index.complete], [3000, file.length, true]);
    for (const record of [0, 1, 599, 1500, 2999]) {
      const before = source.count();
      assert.equal(numberIn(await recordAt(source, index, record)), record);
      assert.ok(source.count() - before < 1 << 18);
    }
  });

  it('comes back from its bytes, and not from others', async () => {
    const index = await buildIndex(bytesSource(file));
    assert.deepEqual(RecordIndex.fromBytes(index.toBytes())?.toBytes(), index.toBytes());
    for (const bytes of [new Uint8Array(0), new Uint8Array(7), new Uint8Array(48), index.toBytes().subarray(8)]) {
      assert.equal(RecordIndex.fromBytes(bytes), undefined);
    }
  });

  it('is carried on when the file has grown', async () => {
    const part = fileOf(numbered(1000));
    const index = await buildIndex(bytesSource(part));
    await buildIndex(bytesSource(file), {}, index);
    assert.deepEqual([index.count, index.end], [3000, file.length]);
  });

  it('is usable as far as it was built when that was aborted', async () => {
    const abort = new AbortController();
    const index = await buildIndex(bytesSource(file), { signal: abort.signal, progress: () => abort.abort() });
    assert.ok(index.count > 0 && index.count < 3000 && !index.complete);
    assert.equal(numberIn(await recordAt(bytesSource(file), index, index.count - 1)), index.count - 1);
  });

  it('reads headers alone where records are large', async () => {
    const source = counting(fileOf(Array.from({ length: 100 }, () => new Uint8Array(300_000))));
    const index = await buildIndex(source);
    assert.equal(index.count, 100);
    assert.ok(source.count() < 2_000_000, `${source.count()} bytes read`);
  });

  it('drops marks rather than grow without end', () => {
    const index = new RecordIndex();
    for (let record = 0; record < 1_200_000; record++) index.note(record, record * 70_000);
    assert.ok(index.toBytes().length < 9 << 20);
    const mark = index.mark(1_000_001);
    assert.ok(mark.record <= 1_000_001 && mark.record > 999_990 && mark.offset === mark.record * 70_000);
  });
});

describe('records: random access to compressed files', () => {
  const gzip = async (): Promise<Content & { compression: 'gzip' | 'zlib' }> => {
    const content = await openContent(bytesSource(bytesAt('samples/sections/sections-small.tfrecord.gz')), nodeInflate);
    assert.ok(content.compression === 'gzip');
    return content;
  };

  it('forth and back give what reading gives', async () => {
    const content = await gzip();
    const { records } = await readAll(content.open());
    const source = restartingSource(content.open);
    const index = await buildIndex(source);
    assert.equal(index.count, 200);
    for (const record of [199, 0, 100, 50]) {
      assert.deepEqual(new Uint8Array(await recordAt(source, index, record)), records.get(record));
    }
    await source.close();
  });

  it('a stream that breaks off is told as such', async () => {
    const content = await openContent(bytesSource(bytesAt(`${data}/broken/truncated.tfrecord.gz`)), nodeInflate);
    assert.ok(content.compression !== 'none');
    const source = restartingSource(content.open);
    const { records, corruptions } = await readAll(source);
    assert.deepEqual([records.size, corruptions.map(corruption => corruption.kind)], [22, ['truncated', 'compression']]);
  });

  it('keeps no more than its blocks, and starts over to go back', async () => {
    const bytes = fileOf(Array.from({ length: 300 }, (_, i) => new Uint8Array(100_000).fill(i)));
    let opened = 0;
    const source = restartingSource(async function* () {
      opened++;
      for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
    });
    const index = await buildIndex(source);
    assert.deepEqual([index.count, opened], [300, 1]);
    assert.equal((await recordAt(source, index, 0))[0], 0);
    assert.equal(opened, 2);
  });
});

describe('records: text indexes of DALI and tfrecord2idx', () => {
  const text = async (bytes: Uint8Array): Promise<string> => {
    let whole = '';
    for await (const piece of writeTextIndex(bytesSource(bytes))) whole += piece;
    return whole;
  };

  it('offset and size, a line each', async () => assert.equal(await text(fileOf(numbered(3))), '0 20\n20 21\n41 22\n'));

  it('what is written is read, by a few headers of the file', async () => {
    const source = counting(file);
    const read = await readTextIndex(await text(file), source);
    assert.ok(read.ok && read.index.complete);
    assert.deepEqual(read.index.toBytes(), (await buildIndex(bytesSource(file))).toBytes());
    assert.ok(source.count() < 110 * 12, `${source.count()} bytes read`);
  });

  it('an empty file has an empty one', async () => {
    const read = await readTextIndex('', bytesSource(new Uint8Array(0)));
    assert.ok(read.ok && read.index.count === 0);
  });

  // Records of 20, 21 and 22 bytes.
  const three = fileOf(numbered(3));
  const another = fileOf([new Uint8Array(5), new Uint8Array(4), new Uint8Array(6)]);
  for (const [what, wrong, line, of] of [
    ['no numbers', '0 20\nx\n', 2, three],
    ['lines that overlap', '0 20\n10 20\n', 2, three],
    ['a gap', '0 20\n41 22\n', 2, three],
    ['no start', '20 21\n41 22\n', 1, three],
    ['less than the file', '0 20\n20 21\n', 2, three],
    ['more than the file', '0 20\n20 21\n41 22\n63 20\n', 4, three],
    ['a record without a footer', '0 3\n3 60\n', 1, three],
    ['nothing', '', 0, three],
    ['a file of the same size with other records', '0 20\n20 21\n41 22\n', 1, another],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const read = await readTextIndex(wrong, bytesSource(of));
      assert.deepEqual([read.ok, !read.ok && read.line], [false, line]);
    });
  }
});
