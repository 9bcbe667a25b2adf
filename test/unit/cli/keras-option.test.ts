import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kerasFinder } from '../../../src/cli/keras-option';

describe('the Keras that a program is for, by the files beside it', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensorscope-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const requirements = (): string => join(folder, 'requirements.txt');
  const found = (): Promise<string> => kerasFinder('auto')(join(folder, 'train.py'));

  it('is read from requirements', async () => {
    writeFileSync(requirements(), 'tensorflow==2.15.0\n');
    assert.equal(await found(), '2');
  });

  const hostile: { [what: string]: () => void } = {
    'a link to a device that never ends': () => symlinkSync('/dev/zero', requirements()),
    'a named pipe that nobody writes to': () => void execFileSync('mkfifo', [requirements()]),
    'a file of 8 GB': () => {
      writeFileSync(requirements(), 'tensorflow==2.15.0\n');
      truncateSync(requirements(), 8 * 2 ** 30);
    },
  };
  for (const [what, make] of Object.entries(hostile))
    it(`is unknown beside ${what}, at once`, async function () {
      if (process.platform === 'win32') this.skip();
      make();
      const begin = performance.now();
      assert.equal(await found(), 'unknown');
      assert.ok(performance.now() - begin < 1000);
    });
});
