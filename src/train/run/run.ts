import { resolve } from 'node:path';
import type { TrainingEnd, TrainingEvent } from '../../common/run-events';
import { describeCallsAfterFit } from '../../plan/after-fit';
import type { TrainOptions } from '../../protocol/training';
import { newManifest } from '../../runs/manifest';
import { createRun, type RunWriter } from '../../runs/run-writer';
import { loadEngine, type WorkerEngine } from '../backend/load-engine';
import { makeCallbacks } from '../callbacks/callbacks';
import { fitModel } from '../fit';
import { makeBatch } from '../model/batch';
import { PlanError } from '../plan-error';
import { Checkpoints } from './checkpoints';
import { makeControl } from './control';
import { prepareRun } from './prepare';
import { reportFit, reportStart } from './report';
import { readResumedRun, restoreRun } from './resume';

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

/** Runs a plan from the first event to the last. Never rejects: the "end" event says what went wrong. */
export async function runTraining(options: TrainOptions, context: RunContext): Promise<void> {
  const started = performance.now();
  let run: RunWriter | undefined;
  const emit = (event: TrainingEvent): void => {
    run?.event(event);
    context.emit(event);
  };
  let ending: Ending;
  try {
    const { plan, epochs, seed, resume } = options;
    const manifest = newManifest(plan.source, { epochs, seed, resume, engine: context.engine.engine }, plan);
    run = createRun(options.runDirectory, options.workingDirectory, manifest);
    await loadEngine(context.engine, context.wasmFolder);
    run.update({ engine: { name: context.engine.engine, version: context.engineTitle } });
    ending = await train(options, context, run, emit);
  } catch (error) {
    run?.log((error as Error).stack ?? String(error));
    ending = failure(error);
  }
  const end: TrainingEnd = { event: 'end', ...ending, seconds: (performance.now() - started) / 1000 };
  emit(end);
  run?.end(end);
}

function failure(error: unknown): Ending {
  const none = { status: 'failed' as const, epochs: 0, metrics: {}, msPerStepMedian: null };
  const [message = 'unknown error'] = (error as Error).message.split('\n');
  if (error instanceof PlanError) return { ...none, message, site: { path: error.site.path, line: error.site.line } };
  return { ...none, message: `the training failed: ${message}` };
}

async function train(options: TrainOptions, context: RunContext, run: RunWriter, emit: (event: TrainingEvent) => void): Promise<Ending> {
  const { plan } = options;
  const { fit } = plan;
  const message = (level: 'info' | 'warning') => (text: string) => emit({ event: 'message', level, text });
  const warn = message('warning');

  const resumed = options.resume === undefined ? undefined : readResumedRun(options.resume);
  const prepared = await prepareRun(options, warn, context.stopped);
  if (prepared === undefined) return { status: 'stopped', epochs: resumed?.epochs ?? fit.initialEpoch, metrics: {}, msPerStepMedian: null };
  if (resumed) restoreRun(prepared, resumed);
  const checkpoints = new Checkpoints(run, prepared);
  const fileOf = (path: string): string => resolve(options.workingDirectory, path);
  const control = makeControl(prepared.stepper, checkpoints, { message: message('info'), warn, fileOf });
  const epochs = options.epochs ?? fit.epochs;
  reportStart(emit, { plan, epochs }, prepared, run, context);
  for (const { site, message: text } of plan.notes ?? []) message('info')(`${site.path}:${site.line}: ${text}`);
  if (plan.afterFit) message('info')(describeCallsAfterFit(plan.afterFit));

  const result = await fitModel(
    {
      train: prepared.train,
      validation: prepared.validation,
      initialEpoch: resumed?.epochs ?? fit.initialEpoch,
      epochs,
      stepsPerEpoch: fit.stepsPerEpoch,
      validationSteps: fit.validationSteps,
      stepper: prepared.stepper,
      sized: prepared.sized,
      dataEnded: prepared.dataEnded,
      validationFreq: fit.validationFreq,
      toBatch: (element, use) =>
        makeBatch(element, {
          built: prepared.built,
          site: fit.site,
          losses: plan.compile.outputs.map(({ loss }) => loss),
          ...(use === 'train' && { classWeight: fit.classWeight }),
        }),
      callbacks: makeCallbacks(fit.callbacks, control),
      stopped: context.stopped,
      ended: control.ended,
    },
    { warn, ...reportFit(emit, run, epoch => checkpoints.saveEpoch(epoch)) },
  );
  // Weights that a callback put back at the end, or that became their averages, are the run's result; a run that the user stopped is resumed from its last epoch.
  if ((checkpoints.restored || prepared.stepper.optimizer.averages) && result.status === 'done') checkpoints.saveEpoch(result.epochs);
  return { status: result.status, epochs: result.epochs, metrics: result.metrics, msPerStepMedian: result.medianStep };
}
