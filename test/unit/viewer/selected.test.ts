import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { countRows, eachRow, type RowRanges, rangesOf } from '../../../src/common/row-ranges';
import { selectRecords } from '../../../src/export/select-records';
import { MAX_COPIED_RECORDS, selectedText } from '../../../src/viewer/copied-text';
import { numberedSelection, recordsOfRows } from '../../../src/viewer/selected';
import { datasetOf, fileOf } from './memory-dataset';

const sections = (shard: number): string => `samples/sections/sections-train.tfrecord-0000${shard}-of-00004`;
const custom = 'samples/features/custom.tfrecord';
const broken = 'test/data/records/broken/bad-data-crc.tfrecord';
const MAX_MATCHES = 1_000_000;

describe('the records of selected rows', () => {
  it('are the rows themselves where all are shown', () => assert.deepEqual(recordsOfRows(undefined, [2, 5]), [2, 5]));
  it('are those that a filter has found', () => assert.deepEqual(recordsOfRows([3, 4, 9, 20, 21], [1, 4]), [4, 5, 9, 10, 20, 21]));
  it('ascend where the view is sorted', () => assert.deepEqual(recordsOfRows([9, 4, 3, 20], [0, 3]), [3, 5, 9, 10]));
  it('end where the list does', () => assert.deepEqual(recordsOfRows([7, 8], [1, 10_000_000]), [8, 9]));
});

describe('reading selected records', () => {
  /** Numbers that come of a selection, and the bytes that were asked for. */
  async function read(paths: string[], ranges: RowRanges): Promise<{ records: number[]; bytes: number }> {
    const files = paths.map(path => fileOf(path));
    const dataset = await datasetOf(...files);
    await dataset.read(0, MAX_MATCHES);
    let bytes = 0;
    const open = async (member: number) => {
      const { source, size } = files[member] ?? assert.fail();
      const counted = async (offset: number, length: number) => {
        const piece = await source.read(offset, length);
        bytes += piece.length;
        return piece;
      };
      return { bytes: { ...source, size, read: counted }, close: () => undefined };
    };
    const records: number[] = [];
    for await (const { record } of selectRecords(files.length, open, numberedSelection(dataset, ranges))) records.push(record);
    return { records, bytes };
  }

  it('gives these records of several files, and no other', () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(4000 + 1055 + 1054 - 1), { maxLength: 12 }), async numbers => {
        const wanted = numbers.sort((a, b) => a - b);
        assert.deepEqual((await read([custom, sections(0), sections(1)], rangesOf(wanted))).records, wanted);
      }),
      { numRuns: 30 },
    ));

  it('leaves out the corrupted ones, and knows those behind them by their numbers', async () => {
    const { records } = await read([custom, broken, custom], [4000, 4100]);
    const all = (await (await datasetOf(fileOf(broken))).read(0, MAX_MATCHES)).filter(entry => 'bytes' in entry);
    assert.deepEqual(
      records.slice(0, all.length),
      all.map(({ record }) => 4000 + record),
    );
  });

  it('does not read what lies before the first of them', async () => {
    const few = await read([custom], [3998, 4000]);
    const all = await read([custom], [0, 4000]);
    assert.deepEqual(few.records, [3998, 3999]);
    assert.ok(few.bytes < all.bytes / 2, `${few.bytes} of ${all.bytes}`);
  });

  it('reads compressed files from their beginning', async () => {
    const dataset = await datasetOf(fileOf('samples/sections/sections-small.tfrecord.gz'));
    await dataset.read(0, MAX_MATCHES);
    assert.equal(numberedSelection(dataset, [3, 4]).places, undefined);
  });
});

describe('copying selected records', () => {
  const copied = async (paths: string[], list: number[] | undefined, rows: RowRanges, format: 'json' | 'python' = 'json') => {
    const dataset = await datasetOf(...paths.map(path => fileOf(path)));
    await dataset.read(0, MAX_MATCHES);
    return selectedText(dataset, list, rows, format);
  };

  it('is a JSON array in the order of the view, a record a line', async () => {
    const result = await copied([sections(0)], [9, 4, 700], [0, 3]);
    assert.ok(result.kind === 'text');
    assert.equal(result.text.split('\n').length, 6);
    assert.deepEqual(
      JSON.parse(result.text).map(({ record }: { record: number }) => record),
      [9, 4, 700],
    );
  });

  it('is a Python list of Examples', async () => {
    const result = await copied([sections(0)], undefined, [0, 2], 'python');
    assert.ok(result.kind === 'text');
    assert.match(result.text, /^import tensorflow as tf\n\nexamples = \[\n {4}tf\.train\.Example\(/);
    assert.equal(result.text.match(/tf\.train\.Example\(/g)?.length, 2);
  });

  it('says how many corrupted records it leaves out', async () => {
    const result = await copied([broken], undefined, [0, MAX_MATCHES]);
    assert.ok(result.kind === 'text');
    assert.equal(result.corrupted, 1);
    assert.equal(JSON.parse(result.text).length, result.records);
  });

  it('refuses more than a clipboard is for, and reads nothing for it', async () => {
    const rows: RowRanges = [0, MAX_COPIED_RECORDS + 1];
    const list = [...eachRow(rows)].map(() => 0);
    assert.equal(countRows(rows), list.length);
    assert.deepEqual(await copied([sections(0)], list, rows), { kind: 'many' });
  });
});
