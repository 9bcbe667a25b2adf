import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type KerasVersion, MAX_SOURCE_BYTES, type ProjectFolder, versionInEnvironment, versionInFolder } from '../common/keras-version';
import { readTextFile } from '../common/node-files';
import { UsageError } from './command';

/** `--keras` of the commands that read programs: parseArgs's option, and its words in the usage. */
export const kerasOption = { keras: { type: 'string', default: 'auto' } } as const;
export const KERAS_USAGE = '[--keras 2|3|auto]';
export const KERAS_HELP: [flag: string, what: string] = ['--keras VERSION', 'the Keras that the program is written for: 2|3|auto'];

/** What finds the Keras of a program by its path. Throws a UsageError for another word than the option has. */
export function kerasFinder(option: string): (program: string) => Promise<KerasVersion> {
  if (option === '2' || option === '3') return async () => option;
  if (option !== 'auto') throw new UsageError(`--keras is 2, 3 or auto, not "${option}"`);
  const known = new Map<string, Promise<KerasVersion>>();
  return program => {
    const folder = dirname(resolve(program));
    const version = known.get(folder) ?? find(folder);
    known.set(folder, version);
    return version;
  };
}

/** By the environment that the terminal has activated, else by what lies beside the program and above it in its project. */
async function find(folder: string): Promise<KerasVersion> {
  for (const name of ['VIRTUAL_ENV', 'CONDA_PREFIX']) {
    const prefix = process.env[name];
    const version = prefix && (await versionInEnvironment(folderAt(prefix)));
    if (version) return version;
  }
  for (const place of upToProject(folder)) {
    const version = await versionInFolder(folderAt(place));
    if (version !== undefined) return version;
  }
  return 'unknown';
}

/** A folder and those above it, up to the repository's or the one that the command runs in; the folder alone where it is in neither. */
function upToProject(folder: string): string[] {
  const places = [folder];
  for (let place = folder; ; place = dirname(place)) {
    if (place !== folder) places.push(place);
    if (existsSync(join(place, '.git')) || relative('', place) === '') return places;
    if (dirname(place) === place) return [folder];
  }
}

const folderAt = (root: string): ProjectFolder => ({
  async folders(path) {
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => []);
    return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  },
  async text(path) {
    try {
      return readTextFile(join(root, path), MAX_SOURCE_BYTES);
    } catch {
      // It is not there, no regular file, or too large to be what it is called.
      return '';
    }
  },
});
