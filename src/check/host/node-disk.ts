import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { readTextFile } from '../../common/node-files';
import { MAX_PROGRAM_BYTES } from '../../common/sizes';
import { folderOnDisk } from '../../hub/node-module-folder';
import { loadParser } from '../../python/parser';
import { expandPaths } from '../../records/node-paths';
import type { FolderEntry } from '../../rules/core/rule';
import type { StatisticsOf } from '../read/record-facts';
import type { Files, ModuleFolders, Surroundings } from '../read/surroundings';
import { diskFacts } from './node-facts';
import { modelFileFacts } from './node-model-file-facts';
import { moduleFacts } from './node-module-facts';
import { placeOnDisk } from './node-place-on-disk';
import { presetFacts } from './node-preset-facts';
import { wordFacts } from './node-word-facts';

/** Milliseconds for which the files that a pattern matches are not looked for again. */
const PATTERN_CACHE_MS = 2000;

/** The grammar's files lie beside the bundle. */
export const parserOfBundle = () =>
  loadParser(() => ({
    runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')),
    python: readFileSync(join(__dirname, 'tree-sitter-python.wasm')),
  }));

/** Text of a file; undefined where there is none that can be read. */
function readSource(path: string): string | undefined {
  try {
    return readTextFile(path, MAX_PROGRAM_BYTES);
  } catch {
    return undefined;
  }
}

/** Files that match a pattern, sorted, named as a program started in the folder would see them: relative patterns give relative names. */
function globFiles(pattern: string, folder: string): string[] {
  const { paths } = expandPaths([resolve(folder, pattern)]);
  return isAbsolute(pattern) ? paths : paths.map(path => relative(folder, path));
}

/** Entries of one folder that are looked at; a larger folder is unknown. */
const MAX_FOLDER_ENTRIES = 20_000;

/** What a folder holds, sorted; null where there is none that can be read. */
function entriesOf(folder: string): readonly FolderEntry[] | null | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.length > MAX_FOLDER_ENTRIES) return undefined;
    const isFolder = (name: string): boolean => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
    return entries
      .map(entry => ({ name: entry.name, isFolder: entry.isSymbolicLink() ? isFolder(entry.name) : entry.isDirectory() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return null;
  }
}

/** The files of a disk; `statisticsOf` may know more of record files than a look at their first records tells. */
export function diskFiles(statisticsOf: StatisticsOf = async () => null): Files {
  const known = new Map<string, Surroundings>();
  return {
    folderOf: path => dirname(resolve(path)),
    around(folders, modules = {}) {
      const key = JSON.stringify([folders, modules]);
      const surroundings = known.get(key) ?? seenFrom(folders, statisticsOf, modules);
      known.set(key, surroundings);
      return surroundings;
    },
    folder: folderOnDisk,
    recordsRead: () => known.clear(),
  };
}

function seenFrom(folders: readonly string[], statisticsOf: StatisticsOf, modules: ModuleFolders): Surroundings {
  const globs = new Map<string, { at: number; files: readonly string[] }>();
  const glob = (pattern: string): readonly string[] => {
    const before = globs.get(pattern);
    const now = performance.now();
    if (before !== undefined && now - before.at < PATTERN_CACHE_MS) return before.files;
    const files = folders.map(folder => globFiles(pattern, folder)).find(found => found.length > 0) ?? [];
    globs.set(pattern, { at: now, files });
    return files;
  };
  const entries = (folder: string) => folders.map(from => entriesOf(resolve(from, folder))).find(found => found !== null) ?? null;
  const find = (path: string): string => {
    const places = folders.map(folder => resolve(folder, path));
    return places.find(existsSync) ?? places[0] ?? path;
  };
  return {
    source: readSource,
    onDisk: path => placeOnDisk(find(path)),
    workspace: { glob, entries, environment: name => process.env[name], preset: presetFacts({ folders, environment: process.env }) },
    facts: {
      records: diskFacts(find, statisticsOf),
      words: wordFacts(find),
      modelFiles: modelFileFacts(find),
      modules: moduleFacts({ folders, given: modules, environment: process.env }),
    },
  };
}
