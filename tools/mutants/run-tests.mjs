// One run of unit tests, with a mutant in place of its file or with the program as it is.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
/** Beyond this the mutant has made a loop that does not end. */
const MAX_RUN_MS = 180_000;

/**
 * Resolves to whether the tests passed, and how long they took.
 * @param {string[]} tests
 * @param {import('./mutate.mjs').Mutant} [mutant]
 * @param {number} [milliseconds]
 */
export function passes(tests, mutant, milliseconds = MAX_RUN_MS) {
  const { start, end, text } = mutant ?? {};
  const hook = mutant ? ['--require', join(root, 'tools/mutants/hook.cjs')] : [];
  const change = mutant && JSON.stringify({ path: join(root, mutant.file), start, end, text });
  const options = ['--no-package', '--require', './test/wasm.cjs', '--extension', 'ts', '--bail', '--exit', '--timeout', '60000'];
  const began = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...hook, '--import', 'tsx', mocha, ...options, '--reporter', 'min', ...tests], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, ...(change && { TENSORSCOPE_MUTANT: change }) },
      timeout: milliseconds,
      killSignal: 'SIGKILL',
    });
    child.on('error', reject);
    child.on('close', code => resolve({ passed: code === 0, milliseconds: Date.now() - began }));
  });
}
