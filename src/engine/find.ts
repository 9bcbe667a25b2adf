import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAddonSources } from './addon-sources';
import { cacheFolder } from './cache-folder';
import { type Engine, type EngineOptions, type NativeEngine, WASM_VERSION } from './engine';
import { storedEngines } from './store';

/** The WebAssembly engine, with why the native one is not used. */
export const wasmEngine = (reason: string): Engine => ({ engine: 'wasm', version: WASM_VERSION, origin: 'bundled', reason });

/**
 * The addon that tfjs-node's own install script left in its package, looked for upwards from the addon's sources (a checkout's node_modules).
 */
export function packagedEngine(addonSources: string, napi: number): NativeEngine | undefined {
  for (let folder = addonSources; folder !== dirname(folder); folder = dirname(folder)) {
    const root = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
    const bindingPath = join(root, 'lib', `napi-v${napi}`, 'tfjs_binding.node');
    const libraries = join(root, 'deps', 'lib');
    if (existsSync(bindingPath))
      return { engine: 'native', version: versionOfHeaders(root) ?? '2.9.1', bindingPath, origin: 'package', libraries };
  }
  return undefined;
}

/** TensorFlow's version as the headers beside a library state it. */
function versionOfHeaders(root: string): string | undefined {
  try {
    const text = readFileSync(join(root, 'deps', 'include', 'tensorflow', 'core', 'public', 'version.h'), 'utf8');
    const parts = ['MAJOR', 'MINOR', 'PATCH'].map(part => new RegExp(`TF_${part}_VERSION\\s+(\\d+)`).exec(text)?.[1]);
    return parts.every(part => part !== undefined) ? parts.join('.') : undefined;
  } catch {
    return undefined;
  }
}

/** What is ready to train with now; downloads, builds and runs nothing. */
export function findEngine(options: EngineOptions): Engine {
  const { version, napi } = readAddonSources(options.addonSources);
  const cache = options.cache ?? cacheFolder(options.environment);
  const [native] = [packagedEngine(options.addonSources, napi), ...storedEngines(cache, version, options.workspaces)].filter(
    found => found !== undefined,
  );
  return native ?? wasmEngine('native TensorFlow has not been set up yet');
}
