import type { ModuleFolders } from '../check/read/surroundings';
import { UsageError } from './command';

/** The option --hub-module HANDLE=FOLDER of every command that reads programs. */
export const HUB_MODULE_OPTION = { 'hub-module': { type: 'string', multiple: true } } as const;
export const HUB_MODULE_USAGE = '[--hub-module HANDLE=FOLDER]';

/** Folders by handle. A handle may hold "=" itself, in the query of an address, and a folder's name seldom does: the last one parts them. */
export function hubModules(words: readonly string[] = []): ModuleFolders {
  return Object.fromEntries(
    words.map(word => {
      const at = word.lastIndexOf('=');
      if (at <= 0 || at === word.length - 1) throw new UsageError(`--hub-module takes HANDLE=FOLDER, and got "${word}"`);
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}

/** The option in the help text of a command. */
export const HUB_MODULE_HELP: [flag: string, what: string] = [
  '--hub-module HANDLE=FOLDER',
  'the folder with the SavedModel of a Hub module',
];
