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
import { findPythonTensorFlow, wheelsCanBeLinked } from './python-tensorflow';
import { downloadRelease, releaseFor } from './release';
import { makeStage, type StagedEngine, storeEngine } from './store';

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
    name: "tfjs-node's own binary",
    async climb({ stage, sources, environment, progress, signal }) {
      progress("Looking for tfjs-node's own binary", null);
      const binding = await downloadRelease(stage, sources, releaseFor(sources, environment), progress, signal);
      return { origin: 'download', binding, libraries: join('deps', 'lib') };
    },
  },
  {
    name: "Python's TensorFlow",
    async climb({ stage, sources, options, environment, progress, signal }) {
      progress('Looking for a TensorFlow of a Python environment', null);
      const [libraries] = await findPythonTensorFlow(options.workspaces, environment, signal);
      if (!libraries) throw new Error('no Python environment with TensorFlow was found');
      progress(`Building the addon for TensorFlow ${libraries.version} of ${libraries.folder}`, null);
      await compileAddon({ sources, libraries, searchFolder: libraries.folder, output: join(stage, BINDING) }, signal);
      return { origin: 'python', binding: BINDING, libraries: libraries.folder };
    },
  },
  {
    name: 'pip',
    async climb({ stage, sources, environment, progress, signal }) {
      if (!wheelsCanBeLinked()) throw new Error(`the wheels for ${process.platform} cannot be linked to`);
      const libraries = await libraryFromPip(stage, environment, progress, signal);
      progress(`Building the addon for TensorFlow ${libraries.version}`, null);
      const folder = relative(stage, libraries.folder);
      await compileAddon({ sources, libraries, searchFolder: besideAddon(folder), output: join(stage, BINDING) }, signal);
      return { origin: 'pip', binding: BINDING, libraries: folder };
    },
  },
];

/**
 * Provides native TensorFlow: what is there already, else by the first rung of the ladder that holds; each is tried out before it is kept. Where none
 * does, the WebAssembly engine with one sentence of reasons. Rejects only when aborted, or when the cache folder cannot be written.
 */
export async function installEngine(options: EngineOptions, progress: Progress, signal?: AbortSignal): Promise<Engine> {
  const ready = findEngine(options);
  if (ready.engine === 'native') return ready;
  const environment = options.environment ?? process.env;
  const cache = options.cache ?? cacheFolder(environment);
  const climb = async (): Promise<Engine> => {
    const found = findEngine(options);
    return found.engine === 'native' ? found : climbLadder(cache, { options, environment, progress, signal });
  };
  return withLock(join(cache, 'set-up.lock'), climb, () => progress('Waiting for another set-up of TensorFlow to end', null), signal);
}

async function climbLadder(cache: string, setting: Omit<Setting, 'stage' | 'sources'>): Promise<Engine> {
  const sources = readAddonSources(setting.options.addonSources);
  const reasons: string[] = [];
  for (const rung of ladder) {
    const stage = await makeStage(cache);
    try {
      const draft = await rung.climb({ ...setting, stage, sources });
      setting.progress('Trying the engine out', null);
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
