import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { NativeEngine } from './engine';

/**
 * Finished set-ups in the cache folder: one folder each, holding the addon and engine.json. A folder appears by one rename, so what is there is whole.
 */
interface StoredEngine extends StagedEngine {
  addonVersion: string;
  platform: string;
}

const MANIFEST = 'engine.json';
const platformName = `${process.platform}-${process.arch}`;

const storeFolder = (cache: string): string => join(cache, 'engine');

function keyOf(engine: Pick<StagedEngine, 'version' | 'libraries'>, addonVersion: string): string {
  const place = createHash('sha256').update(engine.libraries).digest('hex').slice(0, 8);
  return `tfjs-${addonVersion}-tensorflow-${engine.version}-${platformName}-${place}`;
}

function readStored(folder: string): StoredEngine | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as StoredEngine;
  } catch {
    return undefined;
  }
}

const byVersion = new Intl.Collator('en', { numeric: true });

/** Set-ups for this addon version and platform whose files are all still there, newest TensorFlow first. */
export function storedEngines(cache: string, addonVersion: string): NativeEngine[] {
  const store = storeFolder(cache);
  if (!existsSync(store)) return [];
  return readdirSync(store)
    .map(name => ({ folder: join(store, name), stored: readStored(join(store, name)) }))
    .flatMap(({ folder, stored }): NativeEngine[] => {
      if (!stored || stored.addonVersion !== addonVersion || stored.platform !== platformName) return [];
      const { version, origin } = stored;
      const bindingPath = resolve(folder, stored.binding);
      const libraries = resolve(folder, stored.libraries);
      const whole = existsSync(bindingPath) && existsSync(libraries);
      return whole ? [{ engine: 'native', version, bindingPath, origin, libraries }] : [];
    })
    .sort((a, b) => byVersion.compare(b.version, a.version));
}

/** A fresh folder to build in, beside the finished ones so that a rename suffices. */
export async function makeStage(cache: string): Promise<string> {
  const stages = join(cache, 'stage');
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
}

/** Puts a stage in place; an older set-up of the same key makes way. */
export async function storeEngine(cache: string, stage: string, addonVersion: string, staged: StagedEngine): Promise<NativeEngine> {
  const stored: StoredEngine = { ...staged, addonVersion, platform: platformName };
  await writeFile(join(stage, MANIFEST), `${JSON.stringify(stored, undefined, 2)}\n`);
  const target = join(storeFolder(cache), keyOf(staged, addonVersion));
  await mkdir(storeFolder(cache), { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(stage, target);
  const { version, origin } = staged;
  return { engine: 'native', version, origin, libraries: resolve(target, staged.libraries), bindingPath: resolve(target, staged.binding) };
}
