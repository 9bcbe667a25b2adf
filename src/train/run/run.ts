import type { TrainingEnd, TrainingEvent } from '../../common/run-events';
import { describeCallsAfterFit } from '../../plan/after-fit';
import { epochsOf, stagesOf } from '../../plan/stages';
import type { TrainOptions } from '../../protocol/training';
import { newManifest } from '../../runs/manifest';
import { createRun, type RunWriter } from '../../runs/run-writer';
import { loadEngine, type WorkerEngine } from '../backend/load-engine';
import type { FitResult } from '../fit';
import { PlanError } from '../plan-error';
import type { RunPlace } from './checkpoints';
import { runEvaluations } from './evaluations';
import { type PreparedRun, prepareStage, shareOut } from './prepare';
import { reportStart } from './report';
import { readResumedRun, restoreRun } from './resume';
import { runStage, type Say } from './stage';

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
  const say: Say = level => text => emit({ event: 'message', level, text });
  const stages = stagesOf(plan);
  const resumed = options.resume === undefined ? undefined : readResumedRun(options.resume);
  const epochs = options.epochs ?? epochsOf(plan);
  let place: RunPlace = resumed?.place ?? { epoch: plan.fit.initialEpoch, stage: 0, within: plan.fit.initialEpoch };
  const shared = await shareOut(options, say('warning'), context.stopped);
  let prepared: PreparedRun | undefined;
  let last: Omit<FitResult, 'epochs'> = { status: 'stopped', metrics: {}, medianStep: null };

  for (let index = place.stage; shared !== undefined && index < stages.length; index++) {
    const stage = stages[index];
    const isFirst = prepared === undefined;
    if (!isFirst) {
      if (place.epoch >= epochs) break;
      place = { epoch: place.epoch, stage: index, within: stage.fit.initialEpoch };
    }
    prepared = await prepareStage(stage, shared, prepared);
    if (prepared === undefined) {
      last = { ...last, status: 'stopped' };
      break;
    }
    if (isFirst) {
      if (resumed) restoreRun(prepared, resumed);
      reportStart(emit, { plan, epochs }, prepared, stage, run, context);
      for (const { site, message: text } of plan.notes ?? []) say('info')(`${site.path}:${site.line}: ${text}`);
      if (plan.afterFit) say('info')(describeCallsAfterFit(plan.afterFit));
    }
    if (stages.length > 1) say('info')(`Call ${index + 1} of ${stages.length} of fit, in line ${stage.fit.site.line}`);
    const isLast = index === stages.length - 1;
    const result = await runStage({ stage, prepared, place, epochs, isLast, workingDirectory: options.workingDirectory }, context, run, {
      emit,
      say,
    });
    place = { epoch: place.epoch + result.epochs - place.within, stage: index, within: result.epochs };
    last = { ...result, metrics: Object.keys(result.metrics).length > 0 ? result.metrics : last.metrics };
    if (result.status === 'stopped') break;
    if (isLast) await runEvaluations(plan, { stage, prepared }, shared, say('info'));
  }
  return { status: last.status, epochs: place.epoch, metrics: last.metrics, msPerStepMedian: last.medianStep };
}
