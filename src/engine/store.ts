import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { thisPlatform } from './downloads';
import type { NativeEngine } from './engine';

/**
 * Finished set-ups in the cache folder: one folder each, holding the addon and engine.json. A folder appears by one rename, so what is there is whole.
 */
interface StoredEngine extends StagedEngine {
  format: typeof FORMAT;
  addonVersion: string;
  platform: string;
}

const STAGES = 'stage';
const MANIFEST = 'engine.json';
/** Set-ups of format 1 did not say which workspace they belong to, so they are made anew. */
const FORMAT = 2;

const storeFolder = (cache: string): string => join(cache, 'engine');

function keyOf(engine: Pick<StagedEngine, 'version' | 'libraries' | 'workspace'>, addonVersion: string): string {
  const place = createHash('sha256')
    .update(JSON.stringify([engine.libraries, engine.workspace]))
    .digest('hex')
    .slice(0, 8);
  return `tfjs-${addonVersion}-tensorflow-${engine.version}-${thisPlatform}-${place}`;
}

function readStored(folder: string): StoredEngine | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as StoredEngine;
  } catch {
    return undefined;
  }
}

const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * Set-ups for this addon version and platform whose files are all still there, newest TensorFlow first. Those that were linked to the Python environment of a
 * workspace are there for that workspace only.
 */
export function storedEngines(cache: string, addonVersion: string, workspaces: readonly string[]): NativeEngine[] {
  const store = storeFolder(cache);
  if (!existsSync(store)) return [];
  return readdirSync(store)
    .map(name => ({ folder: join(store, name), stored: readStored(join(store, name)) }))
    .flatMap(({ folder, stored }): NativeEngine[] => {
      if (stored?.format !== FORMAT || stored.addonVersion !== addonVersion || stored.platform !== thisPlatform) return [];
      const { version, origin, workspace } = stored;
      if (workspace !== undefined && !workspaces.includes(workspace)) return [];
      const bindingPath = resolve(folder, stored.binding);
      const libraries = resolve(folder, stored.libraries);
      const whole = existsSync(bindingPath) && existsSync(libraries);
      return whole ? [{ engine: 'native', version, bindingPath, origin, libraries, ...(workspace !== undefined && { workspace }) }] : [];
    })
    .sort((a, b) => byVersion.compare(b.version, a.version));
}

/** Removes what set-ups left behind that were killed. Call it only while no other set-up can be under way. */
export const removeStages = (cache: string): Promise<void> => rm(join(cache, STAGES), { recursive: true, force: true });

/** A fresh folder to build in, beside the finished ones so that a rename suffices. */
export async function makeStage(cache: string): Promise<string> {
  const stages = join(cache, STAGES);
  await mkdir(stages, { recursive: true });
  return mkdtemp(join(stages, 'set-up-'));
}

/** What a step of the ladder leaves in its stage folder. */
export interface StagedEngine {
  version: string;
  origin: NativeEngine['origin'];
  /** The addon's file and the libraries' folder; relative to the stage if they lie in it. */
  binding: string;
  libraries: string;
  /** The workspace folder whose Python environment the libraries lie in. */
  workspace?: string;
}

/** Puts a stage in place; an older set-up of the same key makes way. */
export async function storeEngine(cache: string, stage: string, addonVersion: string, staged: StagedEngine): Promise<NativeEngine> {
  const stored: StoredEngine = { ...staged, format: FORMAT, addonVersion, platform: thisPlatform };
  await writeFile(join(stage, MANIFEST), `${JSON.stringify(stored, undefined, 2)}\n`);
  const target = join(storeFolder(cache), keyOf(staged, addonVersion));
  await mkdir(storeFolder(cache), { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(stage, target);
  const { version, origin, workspace } = staged;
  return {
    engine: 'native',
    version,
    origin,
    libraries: resolve(target, staged.libraries),
    bindingPath: resolve(target, staged.binding),
    ...(workspace !== undefined && { workspace }),
  };
}
