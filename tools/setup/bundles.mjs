// The bundles in dist, newer than everything they are made from.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { root } from './paths.mjs';

const sources = ['src', 'webview', 'media', 'tools/build.mjs', 'tools/kernel.mjs', 'package.json', 'package-lock.json'];
const witness = join(root, 'dist', 'cli.js');

/** Time of the newest change under a path; a folder's own time tells of files that went. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

function needed() {
  if (!existsSync(witness)) return true;
  const built = statSync(witness).mtimeMs;
  return sources.some(source => newest(join(root, source)) > built);
}

/** @type {import('./steps.mjs').Step} */
export const bundles = {
  title: 'Building',
  needed,
  run: async () => {
    await quietly(process.execPath, ['tools/build.mjs'], { cwd: root });
  },
};
