import { basename } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Metrics, TrainingEvent } from '../../common/run-events';
import type { TrainingPlan } from '../../plan/plan';
import type { Stage } from '../../plan/stages';
import type { RunWriter } from '../../runs/run-writer';
import type { WorkerEngine } from '../backend/load-engine';
import type { FitListener } from '../fit';
import type { PreparedRun } from './prepare';

/** Batch events come at most this often, in milliseconds. */
const BATCH_EVENT_INTERVAL_MS = 100;

type Emit = (event: TrainingEvent) => void;

/** The "start" event. */
export function reportStart(
  emit: Emit,
  { plan, epochs }: { plan: TrainingPlan; epochs: number },
  { built, train }: PreparedRun,
  { fit }: Stage,
  run: RunWriter,
  { engine, engineTitle }: { engine: WorkerEngine; engineTitle: string },
): void {
  emit({
    event: 'start',
    run: basename(run.folder),
    engine: engine.engine,
    engineVersion: engineTitle,
    model: plan.model.name,
    parameters: built.weights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0),
    epochs,
    stepsPerEpoch: fit.stepsPerEpoch ?? train.size,
    source: { path: plan.source.path, line: plan.fit.site.line },
    startedAt: new Date().toISOString(),
  });
}

/** Makes events of what the loop tells. The run has `offset` epochs more than the loop counts; `saveEpoch` is done before an epoch is reported. */
export function reportFit(
  emit: Emit,
  run: RunWriter,
  offset: number,
  saveEpoch: (within: number) => void,
): Pick<FitListener, 'step' | 'epoch'> {
  let lastBatch = 0;
  let tensorsBefore: number | undefined;
  return {
    step({ metrics, ...progress }) {
      const now = performance.now();
      if (now - lastBatch < BATCH_EVENT_INTERVAL_MS) return;
      lastBatch = now;
      const { loss, ...others } = metrics as Metrics & { loss: number };
      emit({ event: 'batch', ...progress, epoch: progress.epoch + offset, loss, metrics: others });
    },
    epoch(result) {
      saveEpoch(result.epoch);
      emit({ event: 'epoch', ...result, epoch: result.epoch + offset });
      const { numTensors } = tf.memory();
      if (tensorsBefore !== undefined && numTensors > tensorsBefore)
        run.log(`epoch ${result.epoch} left ${numTensors - tensorsBefore} tensors behind`);
      tensorsBefore = numTensors;
    },
  };
}
