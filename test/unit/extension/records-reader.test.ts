import * as assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { openFile } from '../../../src/extension/file-source';
import { RecordsReader } from '../../../src/extension/records-reader';
import { bytesSource } from '../../../src/records/byte-source';

const samples = resolve(__dirname, '../../../samples');

async function withReader<T>(path: string, use: (reader: RecordsReader) => Promise<T>): Promise<T> {
  const { source, close } = await openFile(join(samples, path));
  try {
    return await use(await RecordsReader.open(source));
  } finally {
    close();
  }
}

const files = [
  { path: 'sections/sections-train.tfrecord-00000-of-00004', compression: 'none' },
  { path: 'sections/sections-small.tfrecord.gz', compression: 'gzip' },
  { path: 'sections/sections-small.tfrecord.zlib', compression: 'zlib' },
] as const;

describe('RecordsReader', () => {
  for (const { path, compression } of files) {
    it(`reads pages of ${path} in any order, the same each time`, () =>
      withReader(path, async reader => {
        const { compression: found, payload } = await reader.describe('name');
        assert.deepEqual([found, payload], [compression, 'Example']);
        const far = await reader.rows(100, 50);
        const first = await reader.rows(0, 50);
        assert.deepEqual(
          first.rows.map(row => row.record),
          Array.from({ length: 50 }, (_, index) => index),
        );
        assert.deepEqual((await reader.rows(100, 50)).rows, far.rows);
        assert.deepEqual(Object.keys(first.rows[0]?.cells ?? {}).sort(), ['ids', 'installed_size', 'label', 'package', 'section', 'text']);
        assert.equal(first.rows[0]?.cells.ids?.length, 48);
      }));

    it(`knows the number of records of ${path} once its end was met`, () =>
      withReader(path, async reader => {
        assert.equal((await reader.rows(0, 10)).total, null);
        const { rows, total } = await reader.rows(0, 1_000_000);
        assert.equal(total, rows.length);
        assert.equal((await reader.rows(0, 10)).total, total);
        assert.deepEqual((await reader.rows(rows.length, 10)).rows, []);
      }));
  }

  it('says what a file is instead', async () => {
    const reader = await RecordsReader.open(
      bytesSource(new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:0')),
    );
    assert.match((await reader.describe('a')).notice ?? '', /Git LFS pointer/);
  });

  it('is at its end at once in an empty file', async () => {
    const reader = await RecordsReader.open(bytesSource(new Uint8Array(0)));
    assert.deepEqual(await reader.rows(0, 10), { rows: [], damages: [], total: 0 });
  });

  it('tells of damage and goes on', async () => {
    const { source, close } = await openFile(join(samples, files[0].path));
    const bytes = (await source.read(0, source.size ?? 0)).slice();
    close();
    bytes[30] = (bytes[30] as number) ^ 0xff;
    const { rows, damages } = await (await RecordsReader.open(bytesSource(bytes))).rows(0, 5);
    assert.deepEqual(
      damages.map(damage => damage.record),
      [0],
    );
    assert.equal(rows[0]?.record, 1);
  });
});
