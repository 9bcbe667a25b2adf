import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pythonFiles } from '../../../src/cli/python-files';

describe('the Python files of a call', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
    const paths = [
      'b.py',
      'a.ipynb',
      'notes.txt',
      'sub/c.py',
      'sub/d.pyc',
      '.venv/x.py',
      'venv/x.py',
      'sub/__pycache__/x.py',
      'node_modules/x.py',
    ];
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const cases: { [what: string]: { words: string[]; files: string[]; missing?: string[] } } = {
    'a folder: all in it, in order, but environments': { words: ['.'], files: ['a.ipynb', 'b.py', 'sub/c.py'] },
    'a file, whatever it is called': { words: ['notes.txt'], files: ['notes.txt'] },
    'a file that is not there': { words: ['b.py', 'gone.py'], files: ['b.py'], missing: ['gone.py'] },
    'a folder that is named itself': { words: ['venv'], files: ['venv/x.py'] },
  };
  for (const [what, { words, files, missing = [] }] of Object.entries(cases))
    it(what, () => {
      const inFolder = (paths: string[]) => paths.map(path => join(folder, path));
      assert.deepEqual(pythonFiles(inFolder(words)), { files: inFolder(files), missing: inFolder(missing) });
    });
});
