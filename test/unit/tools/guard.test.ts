import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../root';

const guard = inProject('tools/vscode/guard.mjs');

/** A process that starts another on the same standard output and would never end; with `deaf`, the polite signal does nothing to it. */
const endless = (deaf: boolean) => `
  ${deaf ? "process.on('SIGTERM', () => {});" : ''}
  require('node:child_process').spawn(process.execPath, ['-e', 'console.log("started"); setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  setInterval(() => {}, 1000);
`;

describe('the guard of what the editor bench starts', () => {
  for (const deaf of [false, true]) {
    it(`ends a ${deaf ? 'deaf ' : ''}process with its children and removes the folder when its owner is gone`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tensorscope-guard-'));
      const owned = spawn(process.execPath, [guard, folder, process.execPath, '-e', endless(deaf)], {
        stdio: ['pipe', 'pipe', 'inherit'],
        detached: true,
      });
      await once(owned.stdout, 'data');
      owned.stdin.end();
      // Their common standard output closes when the last process that holds it has gone.
      await once(owned, 'close');
      assert.equal(existsSync(folder), false);
    });
  }
});
