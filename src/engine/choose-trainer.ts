import { join } from 'node:path';
import type { TrainingPlan } from '../plan/plan';
import type { Engine, EngineOptions } from './engine';
import { findEngine, wasmEngine } from './find';
import type { Trainer } from './trainer';
import { workerTrainer } from './worker-trainer';

/** Engines that a user can ask for; "auto" is native TensorFlow where it is set up, else WebAssembly. */
export const engineChoices = ['auto', 'native', 'wasm'] as const;
export type EngineChoice = (typeof engineChoices)[number];

export const isEngineChoice = (text: string): text is EngineChoice => (engineChoices as readonly string[]).includes(text);

/** The engine that was asked for is not set up. The message is half a sentence: "native TensorFlow has not been set up yet". */
export class EngineMissingError extends Error {}

const choose: { [C in EngineChoice]: (options: EngineOptions) => Engine } = {
  auto: findEngine,
  wasm: () => wasmEngine('WebAssembly was asked for'),
  native(options) {
    const engine = findEngine(options);
    if (engine.engine === 'wasm') throw new EngineMissingError(engine.reason);
    return engine;
  },
};

/** The one that trains a plan, by the engine setting or `--engine`. Throws an EngineMissingError. `dist` is the folder of the bundles. */
export const chooseTrainer = (choice: EngineChoice, plan: TrainingPlan, dist: string, options: EngineOptions): Trainer =>
  workerTrainer(join(dist, 'worker.js'), choose[choice](options), plan);
