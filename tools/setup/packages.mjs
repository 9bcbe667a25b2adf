// The packages of package-lock.json, in node_modules.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { root } from './paths.mjs';

const installed = join(root, 'node_modules', '.package-lock.json');

/** @param {string} path A lock file of npm. */
const packagesOf = path => JSON.parse(readFileSync(path, 'utf8')).packages;

/**
 * npm writes node_modules/.package-lock.json last, so an install that was cut off has none. Packages of other platforms are
 * optional in the lock and rightly absent.
 */
function needed() {
  if (!existsSync(installed)) return true;
  const have = packagesOf(installed);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).some(
    ([path, wanted]) => path !== '' && !wanted.optional && !wanted.devOptional && have[path]?.version !== wanted.version,
  );
}

/** A fresh clone gets exactly the lock; a clone that has packages is brought up to it, which keeps the native engine in place. */
async function install() {
  await quietly('npm', [existsSync(installed) ? 'install' : 'ci', '--prefer-offline', '--no-progress'], { cwd: root });
}

/** @type {import('./steps.mjs').Step} */
export const packages = { title: 'Installing packages', needed, run: install };
