import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
});
