import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type AddonSources, readAddonSources } from './addon-sources';
import { cacheFolder } from './cache-folder';
import { besideAddon, compileAddon } from './compile';
import type { Engine, EngineOptions, Progress } from './engine';
import { findEngine, wasmEngine } from './find';
import { withLock } from './lock';
import { libraryFromPip } from './pip';
import { probeAddon } from './probe';
import { findPythonTensorFlow, type TensorFlowLibraries, wheelsCanBeLinked } from './python-tensorflow';
import { libraryFromRelease, mirrorWarning, releaseFor } from './release';
import { makeStage, removeStages, type StagedEngine, storeEngine } from './store';

interface Setting {
  stage: string;
  sources: AddonSources;
  options: EngineOptions;
  environment: NodeJS.ProcessEnv;
  progress: Progress;
  signal?: AbortSignal;
}

type Draft = Omit<StagedEngine, 'version'>;

/** One rung of the ladder: puts an addon into the stage, or rejects with why it cannot. */
interface Rung {
  /** What is tried, for the sentence that says why there is no native engine. */
  name: string;
  climb(setting: Setting): Promise<Draft>;
}

const BINDING = 'tfjs_binding.node';

const ladder: Rung[] = [
  {
    name: "TensorFlow's release",
    async climb({ stage, sources, environment, progress, signal }) {
      const release = releaseFor(environment);
      const warning = mirrorWarning(release);
      if (warning !== undefined) progress(warning, null);
      const libraries = await libraryFromRelease(stage, release, progress, signal);
      return linkBeside({ stage, sources, environment, progress, signal }, libraries, 'download');
    },
  },
  {
    name: "Python's TensorFlow",
    async climb({ stage, sources, options, environment, progress, signal }) {
      progress('Looking for TensorFlow in the Python environments', null);
      const found = await findPythonTensorFlow(options.workspaces, stage, environment, signal);
      const libraries = await firstAllowed(found, options.mayUse);
      progress(`Building the addon for TensorFlow ${libraries.version} of ${libraries.folder}`, null);
      await compileAddon({ sources, libraries, searchFolder: libraries.folder, output: join(stage, BINDING) }, environment, signal);
      return { origin: 'python', binding: BINDING, libraries: libraries.folder, workspace: libraries.workspace };
    },
  },
  {
    name: 'pip',
    async climb({ stage, sources, environment, progress, signal }) {
      if (!wheelsCanBeLinked()) throw new Error(`the wheels for ${process.platform} cannot be linked against`);
      return linkBeside(
        { stage, sources, environment, progress, signal },
        await libraryFromPip(stage, environment, progress, signal),
        'pip',
      );
    },
  },
];

/** Builds the addon for libraries that lie in the stage and move with it. */
async function linkBeside(
  { stage, sources, environment, progress, signal }: Omit<Setting, 'options'>,
  libraries: TensorFlowLibraries,
  origin: Draft['origin'],
): Promise<Draft> {
  progress(`Building the addon for TensorFlow ${libraries.version}`, null);
  const folder = relative(stage, libraries.folder);
  await compileAddon({ sources, libraries, searchFolder: besideAddon(folder), output: join(stage, BINDING) }, environment, signal);
  return { origin, binding: BINDING, libraries: folder };
}

/** The first TensorFlow of this machine, or of a workspace whose native code the user allows to be loaded. Rejects where there is none. */
async function firstAllowed(found: readonly TensorFlowLibraries[], mayUse: EngineOptions['mayUse']): Promise<TensorFlowLibraries> {
  const refused: string[] = [];
  for (const libraries of found) {
    const { version, folder, workspace } = libraries;
    if (workspace === undefined || (await mayUse?.({ version, folder, workspace }))) return libraries;
    refused.push(folder);
  }
  if (refused.length > 0) throw new Error(`${refused.join(' and ')} is part of the workspace and was not allowed`);
  throw new Error('no Python environment with TensorFlow was found');
}

/**
 * Provides native TensorFlow: what is there already, else by the first rung of the ladder that holds; each is tried out before it is kept. Where none
 * does, the WebAssembly engine with one sentence of reasons. Rejects only when aborted, or with a sentence when the cache folder cannot be written.
 */
export async function installEngine(options: EngineOptions, progress: Progress, signal?: AbortSignal): Promise<Engine> {
  const ready = findEngine(options);
  if (ready.engine === 'native') return ready;
  const environment = options.environment ?? process.env;
  const cache = options.cache ?? cacheFolder(environment);
  const climb = async (): Promise<Engine> => {
    const found = findEngine(options);
    if (found.engine === 'native') return found;
    await removeStages(cache);
    return climbLadder(cache, { options, environment, progress, signal });
  };
  return withLock(join(cache, 'set-up.lock'), climb, () => progress('Waiting for another TensorFlow setup to finish', null), signal);
}

async function climbLadder(cache: string, setting: Omit<Setting, 'stage' | 'sources'>): Promise<Engine> {
  const sources = readAddonSources(setting.options.addonSources);
  const reasons: string[] = [];
  for (const rung of ladder) {
    const stage = await makeStage(cache);
    try {
      const draft = await rung.climb({ ...setting, stage, sources });
      setting.progress('Testing the engine', null);
      const version = await probeAddon(join(stage, draft.binding), setting.signal);
      return await storeEngine(cache, stage, sources.version, { ...draft, version });
    } catch (error) {
      setting.signal?.throwIfAborted();
      reasons.push(`${rung.name}: ${(error as Error).message}`);
    } finally {
      await rm(stage, { recursive: true, force: true });
    }
  }
  return wasmEngine(reasons.join('; '));
}
