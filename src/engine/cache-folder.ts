import { homedir } from 'node:os';
import { join } from 'node:path';

const byPlatform: { [platform: string]: (environment: NodeJS.ProcessEnv) => string } = {
  win32: environment => environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  darwin: () => join(homedir(), 'Library', 'Caches'),
};

/** The user's cache folder for what Tensorscope sets up: XDG_CACHE_HOME where it is set, else the platform's own place. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME || (byPlatform[process.platform]?.(environment) ?? join(homedir(), '.cache'));
  return join(base, 'tensorscope');
}
