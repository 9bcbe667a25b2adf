import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Metrics, TrainingEnd, TrainingEvent } from '../common/run-events';
import type { DatasetPlan, TrainingPlan } from '../plan/plan';
import type { TrainOptions } from '../protocol/training';
import { writeFileAtomically } from '../runs/atomic-file';
import { RUN_FILES, type RunManifest } from '../runs/manifest';
import { readRun } from '../runs/run-reader';
import { createRun, type RunWriter } from '../runs/run-writer';
import { decodeTensors, encodeTensors, type NamedTensor } from '../runs/safetensors';
import { loadEngine, type WorkerEngine } from './backend/load-engine';
import { type Control, makeCallbacks } from './callbacks';
import { fitModel } from './fit';
import { buildDataset } from './input/build-dataset';
import { leavesOf } from './input/elements';
import { BatchFeed } from './input/feed';
import { makeBatch } from './model/batch';
import { buildModel } from './model/build-model';
import { makeStepper } from './model/stepper';
import { readOptimizer, readWeights, writeOptimizer, writeWeights } from './model/weights';
import { PlanError } from './plan-error';

/** What a run needs besides its options. */
export interface RunContext {
  engine: WorkerEngine;
  /** e.g. "TensorFlow 2.21.0 (native)". */
  engineTitle: string;
  wasmFolder: string;
  emit(event: TrainingEvent): void;
  /** Whether the user asked for an end. */
  stopped(): boolean;
}

type Ending = Omit<TrainingEnd, 'event' | 'seconds'>;

/** Batch events come at most this often, in milliseconds. */
const BATCH_EVENT_INTERVAL_MS = 100;

function firstManifest({ plan, epochs, seed, resume }: TrainOptions, engine: string): RunManifest {
  return {
    version: 1,
    status: 'running',
    pid: process.pid,
    startedAt: new Date().toISOString(),
    endedAt: null,
    source: plan.source,
    engine: null,
    versions: { node: process.versions.node },
    options: { epochs, seed, resume, engine },
    plan,
    epochsFinished: 0,
    message: null,
  };
}

/** Runs a plan from the first event to the last. Never rejects: what goes wrong is told by the "end" event. */
export async function runTraining(options: TrainOptions, context: RunContext): Promise<void> {
  const started = performance.now();
  let run: RunWriter | undefined;
  const emit = (event: TrainingEvent): void => {
    run?.event(event);
    context.emit(event);
  };
  let ending: Ending;
  try {
    run = createRun(options.runDirectory, firstManifest(options, context.engine.engine));
    await loadEngine(context.engine, context.wasmFolder);
    run.update({ engine: { name: context.engine.engine, version: context.engineTitle } });
    ending = await train(options, context, run, emit);
  } catch (error) {
    run?.log((error as Error).stack ?? String(error));
    ending = failure(error);
  }
  emit({ event: 'end', ...ending, seconds: (performance.now() - started) / 1000 });
  run?.update({ status: ending.status, endedAt: new Date().toISOString(), message: ending.message ?? null });
  run?.close();
}

function failure(error: unknown): Ending {
  const none = { status: 'failed' as const, epochs: 0, metrics: {}, msPerStepMedian: null };
  const [message = 'unknown error'] = (error as Error).message.split('\n');
  if (error instanceof PlanError) return { ...none, message, site: { path: error.site.path, line: error.site.line } };
  return { ...none, message: `the training failed: ${message}` };
}

/** `fit(x, batch_size=…)` on a dataset that the program did not batch itself. */
const batched = (plan: DatasetPlan, { batchSize, site }: TrainingPlan['fit']): DatasetPlan =>
  batchSize === null ? plan : { op: 'batch', input: plan, size: batchSize, dropRemainder: false, site };

/** Gives every initializer a seed of its own when the run has one. */
function seedSource(seed: number | undefined): () => number | undefined {
  let drawn = 0;
  return () => (seed === undefined ? undefined : seed * 1000 + ++drawn);
}

interface Earlier {
  tensors: NamedTensor[];
  epochs: number;
}

/** Weights and epochs of a run that is gone on from. Throws a sentence when there is nothing to go on from. */
function readEarlier(folder: string): Earlier {
  const run = readRun(folder);
  const path = join(folder, RUN_FILES.weights);
  if (!run || !existsSync(path)) throw new Error(`${folder} holds no run with a finished epoch to go on from`);
  return { tensors: decodeTensors(readFileSync(path)).tensors, epochs: run.manifest.epochsFinished };
}

async function train(options: TrainOptions, context: RunContext, run: RunWriter, emit: (event: TrainingEvent) => void): Promise<Ending> {
  const { plan, seed, workingDirectory } = options;
  const warn = (text: string): void => emit({ event: 'message', level: 'warning', text });
  const input = { workingDirectory, seed, warn };
  const trainData = buildDataset(batched(plan.train, plan.fit), input);
  const validation = plan.validation && buildDataset(batched(plan.validation, plan.fit), input);
  const built = buildModel(plan.model, seedSource(seed));
  const { model } = built;
  const earlier = options.resume === undefined ? undefined : readEarlier(options.resume);
  const epochs = options.epochs ?? plan.fit.epochs;
  const initialEpoch = earlier?.epochs ?? plan.fit.initialEpoch;

  const feed = new BatchFeed(trainData, plan.fit.stepsPerEpoch);
  const first = await feed.peek();
  if (first === undefined) throw new PlanError('the training dataset is empty', plan.train.site);
  const labels = Array.isArray(first) && first[1] !== undefined ? leavesOf(first[1])[0]?.shape : undefined;
  const stepper = makeStepper(model, plan.compile, [null, ...(labels ?? [1]).slice(1)]);
  if (earlier) {
    writeWeights(model, earlier.tensors);
    await writeOptimizer(stepper.optimizer.optimizer, earlier.tensors);
  }

  let ended = false;
  let kept: NamedTensor[] | undefined;
  const control: Control = {
    stop: () => {
      ended = true;
    },
    learningRate: stepper.optimizer.learningRate,
    setLearningRate: stepper.optimizer.setLearningRate,
    keepWeights: () => {
      kept = readWeights(model).map(tensor => ({ ...tensor, data: tensor.data.slice() }));
    },
    restoreWeights: () => {
      if (kept) writeWeights(model, kept);
    },
    saveBest: () => writeFileAtomically(join(run.folder, RUN_FILES.best), encodeTensors(readWeights(model))),
    message: text => emit({ event: 'message', level: 'info', text }),
  };
  emit({
    event: 'start',
    run: basename(run.folder),
    engine: context.engine.engine,
    engineVersion: context.engineTitle,
    model: plan.model.name,
    parameters: model.countParams(),
    epochs,
    stepsPerEpoch: plan.fit.stepsPerEpoch ?? feed.size,
    source: { path: plan.source.path, line: plan.fit.site.line },
    startedAt: new Date().toISOString(),
  });

  const saveEpoch = async (epoch: number): Promise<void> => {
    const tensors = [...readWeights(model), ...(await readOptimizer(stepper.optimizer.optimizer))];
    writeFileAtomically(join(run.folder, RUN_FILES.weights), encodeTensors(tensors, { epoch: String(epoch) }));
    run.update({ epochsFinished: epoch });
  };

  let lastBatch = 0;
  let tensorsBefore: number | undefined;
  const result = await fitModel(
    {
      train: feed,
      validation,
      initialEpoch,
      epochs,
      stepsPerEpoch: plan.fit.stepsPerEpoch,
      validationSteps: plan.fit.validationSteps,
      stepper,
      toBatch: element => makeBatch(element, { built, site: plan.fit.site }),
      callbacks: makeCallbacks(plan.fit.callbacks, control),
      stopped: context.stopped,
      ended: () => ended,
    },
    {
      warn,
      step({ metrics, ...progress }) {
        const now = performance.now();
        if (now - lastBatch < BATCH_EVENT_INTERVAL_MS) return;
        lastBatch = now;
        const { loss, ...others } = metrics as Metrics & { loss: number };
        emit({ event: 'batch', ...progress, loss, metrics: others });
      },
      async epoch({ epoch, metrics, seconds, steps, stepsPerSecond }) {
        await saveEpoch(epoch);
        emit({ event: 'epoch', epoch, metrics, seconds, steps, stepsPerSecond });
        const { numTensors } = tf.memory();
        if (tensorsBefore !== undefined && numTensors > tensorsBefore)
          run.log(`epoch ${epoch} left ${numTensors - tensorsBefore} tensors behind`);
        tensorsBefore = numTensors;
      },
    },
  );
  // Weights that a callback put back at the end are the run's result.
  if (kept && ended) await saveEpoch(result.epochs);
  return { status: result.status, epochs: result.epochs, metrics: result.metrics, msPerStepMedian: result.medianStep };
}
