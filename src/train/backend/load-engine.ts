import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { moduleEngine } from '../hub/session';
import { imageDecoders } from '../input/ops/image';
import { setBindingPath } from './binding-path';
import { installGradients } from './max-gradient';
import { type NativeBinding, nativeSessions } from './native-session';
import { installTransform } from './native-transform';
import { loadWasm } from './wasm/load-wasm';

/** The engine that the worker was started with. */
export type WorkerEngine = { engine: 'native'; bindingPath: string; version: string } | { engine: 'wasm'; version: string };

/** Functions of node:util that tfjs-node calls; Node 23 removed them, and Node 22 complains when they are called. */
const removedFunctions = { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray };

async function loadNative(bindingPath: string): Promise<void> {
  const util = createRequire(__filename)('node:util') as object;
  for (const [name, value] of Object.entries(removedFunctions)) Object.defineProperty(util, name, { value, configurable: true });
  setBindingPath(bindingPath);
  const { node } = await import('@tensorflow/tfjs-node');
  imageDecoders.decode = (bytes, channels) => node.decodeImage(bytes, channels, 'int32', false);
  installTransform();
  await tf.setBackend('tensorflow');
  moduleEngine.load = nativeSessions((tf.backend() as unknown as { binding: NativeBinding }).binding);
}

/** Loads the engine and makes it the current one. `wasmFolder` holds the .wasm files. */
export async function loadEngine(engine: WorkerEngine, wasmFolder: string): Promise<void> {
  if (engine.engine === 'native') await loadNative(engine.bindingPath);
  else await loadWasm(wasmFolder);
  await tf.ready();
  installGradients();
}
