import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

const caches = {
  win32: () => process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  darwin: () => join(homedir(), 'Library', 'Caches'),
};

/** The user's cache folder for what the set-up fetches: the same place as src/engine/cache-folder.ts names. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || (caches[process.platform]?.() ?? join(homedir(), '.cache'));
  return join(base, 'tensorscope');
}
