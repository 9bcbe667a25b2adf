import * as assert from 'node:assert/strict';
import { buildIndex } from '../../../src/records/build-index';
import { readRows } from '../../../src/viewer/rows';
import { datasetOf, fileOf } from './memory-dataset';

const sections = (shard: number): string => `samples/sections/sections-train.tfrecord-0000${shard}-of-00004`;
const MAX_MATCHES = 1_000_000;

describe('RecordsDataset', () => {
  for (const path of [sections(0), 'samples/sections/sections-small.tfrecord.gz', 'samples/sections/sections-small.tfrecord.zlib']) {
    it(`reads pages of ${path} in any order, the same each time`, async () => {
      const dataset = await datasetOf(fileOf(path));
      await dataset.read(0, MAX_MATCHES);
      const far = await readRows(dataset, undefined, 100, 50);
      const first = await readRows(dataset, undefined, 0, 50);
      assert.deepEqual(
        first.rows.map(({ record }) => record),
        Array.from({ length: 50 }, (_, index) => index),
      );
      assert.deepEqual((await readRows(dataset, undefined, 100, 50)).rows, far.rows);
      assert.deepEqual(Object.keys(first.rows[0]?.cells ?? {}).sort(), ['ids', 'installed_size', 'label', 'package', 'section', 'text']);
      assert.equal(first.rows[0]?.cells.ids?.length, 48);
    });
  }

  it('has rows before its end is known, and knows it once it was met', async () => {
    const dataset = await datasetOf(fileOf(sections(0)));
    assert.equal((await readRows(dataset, undefined, 0, 10)).complete, false);
    assert.equal((await dataset.read(0, MAX_MATCHES)).length, 1055);
    const { count, complete } = await readRows(dataset, undefined, 0, 10);
    assert.deepEqual({ count, complete }, { count: 1055, complete: true });
  });

  it('reads the same by an index that was built apart', async () => {
    const dataset = await datasetOf(fileOf(sections(1)));
    const [member] = dataset.members;
    assert.ok(member);
    member.takeIndex(await buildIndex(member.file.source));
    assert.equal(dataset.complete, true);
    const [last] = await dataset.read(dataset.count - 1, 5);
    assert.equal(last?.record, dataset.count - 1);
  });

  it('numbers the records of several files through', async () => {
    const dataset = await datasetOf(fileOf(sections(0)), fileOf(sections(1)));
    const all = await dataset.read(0, MAX_MATCHES);
    assert.deepEqual(
      all.map(({ record }) => record),
      all.map((_, index) => index),
    );
    const [second] = await dataset.read(1055, 1);
    assert.deepEqual([second?.member.file.name, second?.offset], [sections(1), 0]);
    assert.equal(dataset.count, all.length);
  });

  it('is at its end at once in an empty file', async () => {
    const dataset = await datasetOf(fileOf('test/data/records/features/empty.tfrecord'));
    const { rows, count, complete } = await readRows(dataset, undefined, 0, 10);
    assert.deepEqual({ rows, count, complete }, { rows: [], count: 0, complete: true });
  });

  it('tells of a corrupted record in its place, and goes on', async () => {
    const spoilt = fileOf(sections(0), bytes => {
      bytes[30] ^= 0xff;
    });
    const { rows, corruptions, corruptionCount } = await readRows(await datasetOf(spoilt), undefined, 0, 5);
    assert.deepEqual(
      rows.map(({ record, corruption }) => [record, corruption !== undefined]),
      [
        [0, true],
        [1, false],
        [2, false],
        [3, false],
        [4, false],
      ],
    );
    assert.deepEqual([corruptions[0]?.record, corruptionCount], [0, 1]);
  });
});
