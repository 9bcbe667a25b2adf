import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { headOf } from '../records/node-file-source';
import { entryNames, kagglehubCache, statOf } from './node-cache';

/** Bytes of a file that holds the name of a commit. */
const MAX_REF_BYTES = 256;

/** The file that says what class a preset is of, and what it was made with. */
export const PRESET_CONFIG = 'config.json';

export interface PresetPlaces {
  /** Folders that relative paths are seen from. */
  readonly folders: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** The folder of a preset as KerasHub would find it: its own, or that of kagglehub's or Hugging Face's cache; undefined where there is none. Looks at names only. */
export function presetFolder(preset: string, places: PresetPlaces): string | undefined {
  return foldersOf(preset, places).find(folder => statOf(join(folder, PRESET_CONFIG))?.isFile());
}

function foldersOf(preset: string, { folders, environment }: PresetPlaces): string[] {
  const [, scheme, rest] = /^([a-z]+):\/\/(.+)$/i.exec(preset) ?? [];
  if (scheme === 'hf') return huggingFaceFolders(rest, environment);
  const models = join(kagglehubCache(environment), 'models');
  if (scheme === 'kaggle') return kaggleFolders(models, rest);
  if (scheme !== undefined) return [];
  return [...folders.map(folder => resolve(folder, preset)), ...(/^\w+$/.test(preset) ? builtInFolders(models, preset) : [])];
}

/** OWNER/MODEL/keras/VARIATION and perhaps a version. */
function kaggleFolders(models: string, handle: string): string[] {
  const parts = handle.split('/');
  if (parts.length < 4 || parts.length > 5 || parts.some(part => part === '' || part === '..')) return [];
  const folder = join(models, ...parts);
  return parts.length === 5 ? [folder] : newestFirst(folder);
}

/** The name of a preset that KerasHub brings with it is the variation of a model of Keras. */
const builtInFolders = (models: string, preset: string): string[] =>
  entryNames(join(models, 'keras')).flatMap(model => newestFirst(join(models, 'keras', model, 'keras', preset)));

const newestFirst = (folder: string): string[] =>
  entryNames(folder)
    .filter(name => /^\d+$/.test(name))
    .sort((a, b) => Number(b) - Number(a))
    .map(name => join(folder, name));

/** The commit that the main branch was at when it was last asked for. */
function huggingFaceFolders(name: string, { HF_HUB_CACHE, HF_HOME }: NodeJS.ProcessEnv): string[] {
  if (!/^[\w.-]+(\/[\w.-]+)?$/.test(name) || name.includes('..')) return [];
  const cache = HF_HUB_CACHE || join(HF_HOME || join(homedir(), '.cache', 'huggingface'), 'hub');
  const repository = join(cache, `models--${name.replace('/', '--')}`);
  const commit = new TextDecoder().decode(headOf(join(repository, 'refs', 'main'), MAX_REF_BYTES)).trim();
  return /^\w+$/.test(commit) ? [join(repository, 'snapshots', commit)] : [];
}
