import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { type ExportFormat, exportRecords } from '../../../src/export/export-records';
import type { Selection } from '../../../src/export/select-records';
import { tableColumns } from '../../../src/export/table-column';
import { columnsOf } from '../../../src/query/column';
import { bytesSource } from '../../../src/records/byte-source';
import { bytesOf, openContent } from '../../../src/records/compression';
import { portableInflate } from '../../../src/records/inflate';
import { scanStatistics } from '../../../src/statistics/report/scan-statistics';
import { scanFiles } from '../../../src/statistics/threads/node-scan-pool';
import { root } from '../../root';

const ALL: Selection = { kind: 'all' };

/** Exports files of the project as one dataset. */
async function exported(
  paths: string[],
  format: ExportFormat,
  selection: Selection = ALL,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; count: number }> {
  const files = paths.map(path => join(root, path));
  const columns = tableColumns(scanStatistics(await scanFiles(files, { visitor: { name: 'features' } })));
  const open = async (member: number) => {
    const source = bytesSource(new Uint8Array(readFileSync(files[member] as string)));
    return { bytes: bytesOf(await openContent(source, portableInflate)), close: () => undefined };
  };
  const { bytes, written } = exportRecords(files.length, open, { format, selection, columns });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of bytes) pieces.push(piece.slice());
  return { bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()), count: written() };
}

const lines = async (paths: string[], format: ExportFormat, selection: Selection = ALL): Promise<string[]> =>
  new TextDecoder()
    .decode((await exported(paths, format, selection)).bytes)
    .trimEnd()
    .split(/\r?\n/);

const custom = 'samples/features/custom.tfrecord';
const small = 'samples/sections/sections-small.tfrecord.gz';
const missing = 'test/data/records/features/missing.tfrecord';
const broken = 'test/data/records/broken/bad-data-crc.tfrecord';

describe('exporting records', () => {
  it('as TFRecord gives the same bytes', async () => {
    const { bytes, count } = await exported([custom], 'tfrecord');
    assert.deepEqual(Buffer.from(bytes), readFileSync(join(root, custom)));
    assert.equal(count, 4000);
  });

  it('as compressed TFRecord gives what is the same bytes when it is read', async () => {
    const { bytes } = await exported([custom], 'tfrecord.gz');
    assert.deepEqual(gunzipSync(bytes), readFileSync(join(root, custom)));
  });

  it('writes only the intact records of a corrupted file, and these are sound', async () => {
    const { bytes, count } = await exported([broken], 'tfrecord');
    const expected = JSON.parse(readFileSync(join(root, 'test/data/records/broken/expected.json'), 'utf8'));
    assert.ok(count > 0 && expected);
    const again = await import('../../../src/records/scan').then(async ({ scan }) =>
      scan(await openContent(bytesSource(bytes), portableInflate), undefined, undefined, {}, () => undefined),
    );
    assert.deepEqual([again.records, again.corruptionCount], [count, 0]);
  });

  it('takes what a filter finds, or records by their numbers, over several files', async () => {
    const files = [custom, custom];
    const columns = columnsOf(scanStatistics(await scanFiles([join(root, custom)], { visitor: { name: 'features' } })));
    const found = await lines(files, 'jsonl', { kind: 'query', query: { kind: 'filter', text: 'label == 3 and record >= 4000' }, columns });
    const parsed = found.map(line => JSON.parse(line));
    assert.ok(parsed.length > 300 && parsed.every(({ record, features }) => record >= 4000 && features.label[0] === 3));
    const some = await lines(files, 'jsonl', { kind: 'records', ranges: [0, 1, 3999, 4001, 7999, 8000] });
    assert.deepEqual(
      some.map(line => JSON.parse(line).record),
      [0, 3999, 4000, 7999],
    );
  });

  it('as CSV has a line each, quoted where it must be', async () => {
    const [head, first, ...others] = await lines([small], 'csv');
    assert.equal(head, 'record,ids,installed_size,label,package,section,text');
    assert.match(first as string, /^0,"\[\d+(,\d+){47}\]",\d+,\d,/);
    assert.ok(others.length > 40);
  });

  it('as CSV leaves a missing feature empty', async () => {
    const [head, ...rows] = await lines([missing], 'csv');
    assert.ok(head?.startsWith('record,'));
    assert.ok(rows.some(row => /,(,|$)/.test(row)));
  });

  for (const path of [
    custom,
    small,
    missing,
    'test/data/records/features/ragged.tfrecord',
    'test/data/records/features/sequence.tfrecord',
  ]) {
    it(`as Parquet can be read back: ${path}`, async () => {
      const { bytes, count } = await exported([path], 'parquet');
      const rows = await parquetReadObjects({ file: bytes.buffer });
      assert.equal(rows.length, count);
      const json = (await lines([path], 'jsonl')).map(line => JSON.parse(line));
      assert.deepEqual(
        rows.map(({ record }) => Number(record)),
        json.map(({ record }) => record),
      );
      const [name, values] = Object.entries<(number | { utf8: string })[]>(json[0].features)[0] ?? [];
      const cell = rows[0]?.[name as string];
      const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
      const expected = values?.map(value => (typeof value === 'object' ? value.utf8 : value));
      const read = (Array.isArray(cell) ? cell : [cell]).map(plain);
      assert.deepEqual(
        read.map(value => (typeof value === 'number' ? Math.fround(value) : value)),
        expected?.map(value => (typeof value === 'number' ? Math.fround(value) : value)),
      );
    });
  }
});
