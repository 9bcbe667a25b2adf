import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCellsOf, readSource } from '../../../src/cli/source-file';
import { MAX_PROGRAM_BYTES } from '../../../src/common/sizes';

const notebook = (...sources: string[]): string => JSON.stringify({ cells: sources.map(source => ({ cell_type: 'code', source })) });
const picture = 'x'.repeat(2 * MAX_PROGRAM_BYTES);
const longest = `import keras\n${'#'.repeat(MAX_PROGRAM_BYTES - 13)}`;

describe('cli: programs as files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-'));
  after(() => rmSync(folder, { recursive: true }));

  const cases: { [what: string]: [name: string, text: string, cells: number | RegExp] } = {
    'the longest program': ['a.py', longest, 1],
    'one letter more': ['b.py', `${longest}#`, /1048577 characters, more than the 1048576 that are read of a program/],
    'a table of a program, written as Python': ['c.py', `x = "${picture}"\n`, 0],
    'a notebook with a picture': ['d.ipynb', JSON.stringify({ cells: [{ cell_type: 'code', source: 'a', outputs: [picture] }] }), 1],
    'a notebook with too much code': ['e.ipynb', notebook(longest, '#'), /1048577 characters/],
    'a notebook that was never saved': ['f.ipynb', '\n', 0],
    'a notebook cut off': ['g.ipynb', '{"cells": [', /g\.ipynb: it is not a Jupyter notebook/],
    'JSON of another kind': ['h.ipynb', '{"cells": 1}', /not a Jupyter notebook/],
  };
  for (const [what, [name, text, cells]] of Object.entries(cases)) {
    it(what, () => {
      const path = join(folder, name);
      writeFileSync(path, text);
      if (cells instanceof RegExp) assert.throws(() => readCellsOf(path), cells);
      else assert.equal(readCellsOf(path).length, cells);
    });
  }

  it('a file that is not there, or too large for commands that read one program', () => {
    assert.throws(() => readCellsOf(join(folder, 'none.py')), /none\.py: /);
    assert.equal(readSource(join(folder, 'a.py')).length, MAX_PROGRAM_BYTES);
    assert.throws(() => readSource(join(folder, 'b.py')), /b\.py: /);
  });
});
