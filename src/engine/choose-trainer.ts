import { join } from 'node:path';
import type { EngineLimit, TrainingPlan } from '../plan/plan';
import type { Engine, EngineOptions } from './engine';
import { findEngine, wasmEngine } from './find';
import type { PythonProgram } from './python/program';
import { pythonTrainer } from './python/start-python';
import type { Trainer } from './trainer';
import { workerTrainer } from './worker-trainer';

/** Engines for a plan that a user can ask for; "auto" is native TensorFlow where it is set up, else WebAssembly. */
export type EngineChoice = 'auto' | 'native' | 'wasm';

/** What is trained: a plan that was read from a program, or the program itself under the user's Python. */
export type TrainingTask = { engine: EngineChoice; plan: TrainingPlan } | { engine: 'python'; program: PythonProgram };

/** Where the trainers' files are. */
export interface TrainerFiles extends EngineOptions {
  /** Folder of the product: bundles in `dist`, the runner of Python programs in `media`. */
  product: string;
}

/** The engine that was asked for is not set up. The message is half a sentence: "native TensorFlow has not been set up yet". */
export class EngineMissingError extends Error {}

/** The plan holds something that the engine cannot do. */
export class EngineLimitError extends Error {
  constructor(readonly limit: EngineLimit) {
    super(limit.message);
  }
}

const engines: { [C in EngineChoice]: (options: EngineOptions) => Engine } = {
  auto: findEngine,
  wasm: () => wasmEngine('WebAssembly was asked for'),
  native(options) {
    const engine = findEngine(options);
    if (engine.engine === 'wasm') throw new EngineMissingError(engine.reason);
    return engine;
  },
};

/** Names that `--engine` and the setting take. */
export const engineChoices: readonly TrainingTask['engine'][] = [...(Object.keys(engines) as EngineChoice[]), 'python'];

const limitFor = ({ engine }: Engine, plan: TrainingPlan): EngineLimit | undefined =>
  plan.limits?.find(({ engines: able }) => !able.includes(engine));

/** What the engine that would be chosen cannot do of a plan. Of one that is not set up, nothing is said. */
export function limitOf(choice: EngineChoice, plan: TrainingPlan, options: EngineOptions): EngineLimit | undefined {
  try {
    return limitFor(engines[choice](options), plan);
  } catch (error) {
    if (error instanceof EngineMissingError) return undefined;
    throw error;
  }
}

/** The one that trains a task, by the engine setting or `--engine`. Throws an EngineMissingError or an EngineLimitError. */
export function chooseTrainer(task: TrainingTask, { product, ...options }: TrainerFiles): Trainer {
  if (task.engine === 'python') return pythonTrainer(join(product, 'media', 'python', 'run_program.py'), task.program);
  const engine = engines[task.engine](options);
  const limit = limitFor(engine, task.plan);
  if (limit) throw new EngineLimitError(limit);
  return workerTrainer(join(product, 'dist', 'worker.js'), engine, task.plan);
}
