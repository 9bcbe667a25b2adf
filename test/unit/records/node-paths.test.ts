import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { headOf, openFileSource } from '../../../src/records/node-file-source';
import { expandPaths } from '../../../src/records/node-paths';

const files = [
  'a.tfrecord',
  'b.tfrecord.gz',
  'notes.txt',
  'deep/c.tfrecord',
  'deep/er/d-00000-of-00002',
  'deep/er/d-00001-of-00002',
  'odd[1].tfrecord',
];

describe('cli: words that name files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paths-'));
  before(() => {
    for (const file of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const cases: { [word: string]: string[] } = {
    '': ['a.tfrecord', 'b.tfrecord.gz', 'deep/c.tfrecord', 'deep/er/d-00000-of-00002', 'deep/er/d-00001-of-00002', 'odd[1].tfrecord'],
    'notes.txt': ['notes.txt'],
    '*.tfrecord': ['a.tfrecord', 'odd[1].tfrecord'],
    '*.tfrecord*': ['a.tfrecord', 'b.tfrecord.gz', 'odd[1].tfrecord'],
    '?.tfrecord': ['a.tfrecord'],
    '[!b].tfrecord': ['a.tfrecord'],
    '{a,b}.tfrecord{,.gz}': ['a.tfrecord', 'b.tfrecord.gz'],
    '**/*.tfrecord': ['a.tfrecord', 'deep/c.tfrecord', 'odd[1].tfrecord'],
    'deep/*/d-?????-of-00002': ['deep/er/d-00000-of-00002', 'deep/er/d-00001-of-00002'],
    'odd[1].tfrecord': ['odd[1].tfrecord'],
  };
  for (const [word, expected] of Object.entries(cases)) {
    it(`"${word}"`, () => {
      const { paths, unmatched } = expandPaths([join(folder, word)]);
      assert.deepEqual(
        paths,
        expected.map(path => join(folder, path)),
      );
      assert.deepEqual(unmatched, []);
    });
  }

  it('a file named twice counts once; what names none is told', () => {
    const [file, none] = [join(folder, 'a.tfrecord'), join(folder, '*.csv')];
    assert.deepEqual(expandPaths([file, none, file]), { paths: [file], unmatched: [none] });
  });

  it('linked folders are gone through once, also where links lead in a circle, to nothing or to a pipe', () => {
    if (process.platform === 'win32') return;
    const linkedFolder = mkdtempSync(join(tmpdir(), 'paths-'));
    try {
      symlinkSync(join(folder, 'deep'), join(linkedFolder, 'data'));
      symlinkSync(linkedFolder, join(linkedFolder, 'circle'));
      symlinkSync('nowhere', join(linkedFolder, 'gone.tfrecord'));
      symlinkSync('self.tfrecord', join(linkedFolder, 'self.tfrecord'));
      symlinkSync(join(folder, 'a.tfrecord'), join(linkedFolder, 'linked.tfrecord'));
      execFileSync('mkfifo', [join(linkedFolder, 'pipe.tfrecord')]);
      assert.deepEqual(
        expandPaths([linkedFolder]).paths,
        ['data/c.tfrecord', 'data/er/d-00000-of-00002', 'data/er/d-00001-of-00002', 'linked.tfrecord'].map(path =>
          join(linkedFolder, path),
        ),
      );
      assert.throws(() => openFileSource(join(linkedFolder, 'pipe.tfrecord')), /it is a named pipe, not a file/);
      assert.throws(() => openFileSource('/dev/zero'), /it is a device, not a file/);
      assert.throws(() => openFileSource(linkedFolder), { code: 'EISDIR' });
      assert.equal(headOf(join(linkedFolder, 'pipe.tfrecord'), 12).length, 0);
    } finally {
      rmSync(linkedFolder, { recursive: true });
    }
  });
});
