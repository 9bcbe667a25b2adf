import { createHash } from 'node:crypto';
import { existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { KaggleModel } from './handle';
import { type Place, placesOf } from './locate';

/** A module's folder and how it was found, or why there is none, in a sentence. */
export type Located = { readonly folder: string; readonly source: ModuleSource } | Missing;

export interface Missing {
  readonly problem: string;
  /** Nothing is there; a download that Python goes on with by itself; or something that keeps Python from loading the module. */
  readonly state: 'absent' | 'unfinished' | 'broken';
}

export type ModuleSource = 'setting' | 'folder' | 'tfhub-cache' | 'kagglehub-cache';

export interface LocateOptions {
  /** Folders by handle, as the user's setting or --hub-module says; relative ones are seen from the first of `folders`. */
  readonly given?: { readonly [handle: string]: string };
  /** Folders that relative paths are seen from. */
  readonly folders: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** Finds the folder of a module. Looks at names and dates only, and at a few of them. */
export function locateModule(handle: string, options: LocateOptions): Located {
  const given = options.given && Object.hasOwn(options.given, handle) ? options.given[handle] : undefined;
  if (given !== undefined) {
    const folder = folderAt(resolve(options.folders[0] ?? '.', given), 'setting');
    return folder ?? { problem: `The folder ${given}, which is given for ${handle}, does not exist.`, state: 'broken' };
  }
  const places = placesOf(handle);
  if ('refused' in places) return { problem: places.refused, state: 'absent' };
  const looked: string[] = [];
  let broken: Located | undefined;
  for (const place of places) {
    const found = lookUp(place, options, looked);
    if (found !== undefined && 'folder' in found) return found;
    broken ??= found;
  }
  return broken ?? { problem: `${handle} is not on this machine: it was looked for in ${looked.join(' and ')}.`, state: 'absent' };
}

function lookUp(place: Place, { folders, environment }: LocateOptions, looked: string[]): Located | undefined {
  switch (place.kind) {
    case 'folder': {
      const paths = (folders.length > 0 ? folders : ['.']).map(folder => resolve(folder, place.path));
      looked.push(...paths);
      return paths.map(path => folderAt(path, 'folder')).find(found => found !== undefined);
    }
    case 'tfhub': {
      const caches = tfhubCaches(environment);
      looked.push(...caches);
      const all = caches
        .flatMap(cache => place.spellings.map(spelling => inTfhubCache(cache, spelling)))
        .filter(found => found !== undefined);
      return all.find(found => 'folder' in found) ?? all[0];
    }
    case 'kagglehub': {
      const cache = kagglehubCache(environment);
      looked.push(cache);
      return inKagglehubCache(cache, place.model);
    }
  }
}

/** What is at a path; undefined where that is nothing, or where nobody may look. A handle may be any text of a program. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const isFolder = (path: string): boolean => statOf(path)?.isDirectory() ?? false;
/** Whether a folder holds a SavedModel. */
export const hasModel = (folder: string): boolean => ['saved_model.pb', 'saved_model.pbtxt'].some(name => existsSync(join(folder, name)));

function folderAt(path: string, source: ModuleSource): Located | undefined {
  const stat = statOf(path);
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) return { folder: path, source };
  if (path.endsWith('saved_model.pb')) return { folder: dirname(path), source };
  return { problem: `${path} is a file. Name the folder that saved_model.pb is in.`, state: 'broken' };
}

/** TFHUB_CACHE_DIR, or tfhub_modules in the folders that Python may take for temporary files. */
function tfhubCaches({ TFHUB_CACHE_DIR, TMPDIR, TEMP, TMP }: NodeJS.ProcessEnv): string[] {
  if (TFHUB_CACHE_DIR) return [TFHUB_CACHE_DIR];
  const folders = [TMPDIR, TEMP, TMP, tmpdir()].filter(folder => folder !== undefined && folder !== '');
  return [...new Set(folders.map(folder => join(folder as string, 'tfhub_modules')))];
}

/** The cache that TensorFlow Hub downloads into. */
export const tfhubCache = (environment: NodeJS.ProcessEnv): string => tfhubCaches(environment)[0];

/** The name of a module's folder in TensorFlow Hub's cache. */
export const tfhubFolder = (handle: string): string => createHash('sha1').update(handle).digest('hex');

/** TensorFlow Hub takes any folder with something in it for the module, and fails to load what is not whole; it downloads into an empty one. */
function inTfhubCache(cache: string, spelling: string): Located | undefined {
  const folder = join(cache, tfhubFolder(spelling));
  if (!isFolder(folder)) {
    if (!existsSync(`${folder}.lock`)) return undefined;
    return {
      problem: `${spelling} is being downloaded, or its download was broken off: if no Python is running, delete ${folder}.lock.`,
      state: 'unfinished',
    };
  }
  if (hasModel(folder)) return { folder, source: 'tfhub-cache' };
  const isEmpty = entryNames(folder).length === 0;
  return {
    problem: `The folder of ${spelling} in TensorFlow Hub's cache ${isEmpty ? 'is empty' : 'has no saved_model.pb'}, as the system cleans up temporary files or the download was broken off. Delete ${folder}, and the module is downloaded anew.`,
    state: isEmpty ? 'unfinished' : 'broken',
  };
}

/** The cache that kagglehub downloads into. */
export const kagglehubCache = ({ KAGGLEHUB_CACHE }: NodeJS.ProcessEnv): string => KAGGLEHUB_CACHE || join(homedir(), '.cache', 'kagglehub');

/** models/OWNER/MODEL/FRAMEWORK/VARIATION/VERSION, which counts once VERSION.complete is beside it, whatever it holds. Kaggle takes upper and lower case for the same. */
function inKagglehubCache(cache: string, { owner, model, framework, variation, version }: KaggleModel): Located | undefined {
  let folder = join(cache, 'models');
  for (const part of [owner, model, framework, variation]) {
    const next = entryNames(folder).find(name => name.toLowerCase() === part.toLowerCase());
    if (next === undefined) return undefined;
    folder = join(folder, next);
  }
  const versions = entryNames(folder).filter(name => (version === null ? /^\d+$/.test(name) : name === String(version)));
  const newest = versions.sort((a, b) => Number(b) - Number(a));
  const whole = newest.find(name => existsSync(join(folder, `${name}.complete`)) && hasModel(join(folder, name)));
  if (whole !== undefined) return { folder: join(folder, whole), source: 'kagglehub-cache' };
  if (newest.length === 0) return undefined;
  const isMarked = existsSync(join(folder, `${newest[0]}.complete`));
  return {
    problem: `The download of ${owner}/${model}/${framework}/${variation} into kagglehub's cache was broken off. Delete ${join(folder, newest[0])}, and the module is downloaded anew.`,
    state: isMarked ? 'broken' : 'unfinished',
  };
}

/** What lies in a folder; nothing where nobody may look. */
export function entryNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
