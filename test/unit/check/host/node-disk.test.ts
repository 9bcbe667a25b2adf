import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFiles } from '../../../../src/check/host/node-disk';
import { MAX_PROGRAM_BYTES } from '../../../../src/common/sizes';
import { encodeExample } from '../../../../src/records/encode-example';
import type { FeatureValue } from '../../../../src/records/example';
import { fileOf } from '../../records/arbitraries';

const records = (...ids: number[]): Uint8Array =>
  fileOf(
    ids.map(id =>
      encodeExample({ features: new Map<string, FeatureValue>([['id', { kind: 'int64', values: BigInt64Array.of(BigInt(id)) }]]) }),
    ),
  );

describe('the files of a disk', () => {
  let folder = '';
  const at = (...names: string[]): string => join(folder, ...names);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
    mkdirSync(at('models'));
    for (const name of ['b.tfrecord', 'a.tfrecord']) writeFileSync(at(name), records(1, 2));
    writeFileSync(at('models', 'own.tfrecord'), records(3));
    writeFileSync(at('models', 'sizes.py'), 'N = 3\n');
    writeFileSync(at('long.py'), 'a'.repeat(MAX_PROGRAM_BYTES + 1));
    writeFileSync(at('longest.py'), 'a'.repeat(MAX_PROGRAM_BYTES));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('has the folder of a program', () => assert.equal(diskFiles().folderOf(at('models', 'train.py')), at('models')));

  it('reads Python files up to a mebibyte', () => {
    const { source } = diskFiles().around([folder]);
    assert.equal(source?.(at('models', 'sizes.py')), 'N = 3\n');
    assert.equal(source?.(at('longest.py'))?.length, MAX_PROGRAM_BYTES);
    assert.equal(source?.(at('long.py')), undefined);
    assert.equal(source?.(at('none.py')), undefined);
  });

  it('finds record files by pattern in the first folder that has some, named as seen from there', () => {
    const glob = diskFiles().around([folder, at('models')]).workspace.glob;
    assert.deepEqual(glob?.('*.tfrecord'), ['a.tfrecord', 'b.tfrecord']);
    assert.deepEqual(glob?.('own*'), ['own.tfrecord']);
    assert.deepEqual(glob?.(at('?.tfrecord')), [at('a.tfrecord'), at('b.tfrecord')]);
    assert.deepEqual(glob?.('none*'), []);
  });

  it('remembers what a pattern matched, for each set of folders', () => {
    const files = diskFiles();
    const { workspace } = files.around([folder]);
    assert.equal(workspace.glob?.('*.tfrecord')?.length, 2);
    const late = at('late.tfrecord');
    writeFileSync(late, records(4));
    try {
      assert.equal(files.around([folder]).workspace.glob?.('*.tfrecord')?.length, 2, 'looked for a moment ago');
      assert.equal(diskFiles().around([folder]).workspace.glob?.('*.tfrecord')?.length, 3);
      assert.equal(files.around([at('models')]).workspace.glob?.('*.tfrecord')?.length, 1);
    } finally {
      rmSync(late);
    }
  });

  it('knows what records hold once it has looked, until they change', async () => {
    const { records: facts } = diskFiles().around([folder, at('models')]).facts;
    const files = ['a.tfrecord', 'own.tfrecord'];
    assert.equal(facts?.peek(files), undefined);
    await facts?.gather(files);
    assert.deepEqual([facts?.peek(files)?.records, facts?.peek(files)?.features.id?.max], [3, 3]);
    assert.equal(facts?.peek(['a.tfrecord']), undefined, 'another set of files');
    assert.equal(facts?.peek(['a.tfrecordown.tfrecord']), undefined);
    writeFileSync(at('models', 'own.tfrecord'), records(9));
    utimesSync(at('models', 'own.tfrecord'), 1, 1);
    assert.equal(facts?.peek(files), undefined, 'a file has changed');
    await facts?.gather(files);
    assert.equal(facts?.peek(files)?.features.id?.max, 9);
  });

  it('knows that nothing can be known of files that are not there', async () => {
    const { records: facts } = diskFiles().around([folder]).facts;
    await facts?.gather(['none.tfrecord']);
    assert.equal(facts?.peek(['none.tfrecord']), null);
  });
});
