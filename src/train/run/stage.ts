import { resolve } from 'node:path';
import type { TrainingEvent } from '../../common/run-events';
import type { Stage } from '../../plan/stages';
import type { RunWriter } from '../../runs/run-writer';
import { makeCallbacks } from '../callbacks/callbacks';
import { type FitResult, type FitSettings, fitModel } from '../fit';
import { makeBatch } from '../model/batch';
import { Checkpoints, type RunPlace } from './checkpoints';
import { makeControl } from './control';
import type { PreparedRun } from './prepare';
import { reportFit } from './report';

/** What tells the user something, at a level. */
export type Say = (level: 'info' | 'warning') => (text: string) => void;

/** One call of `fit` within a run. */
export interface StageRun {
  stage: Stage;
  prepared: PreparedRun;
  /** Where the run is before its first epoch. */
  place: RunPlace;
  /** Epochs of the whole run, at which it ends; the last stage takes what is left of them. */
  epochs: number;
  isLast: boolean;
  workingDirectory: string;
}

/** How elements of the data become batches of a stage. */
export const batchMaker =
  ({ fit, compile }: Stage, { built }: PreparedRun): FitSettings['toBatch'] =>
  (element, use) =>
    makeBatch(element, {
      built,
      site: fit.site,
      losses: compile.outputs.map(({ loss }) => (loss?.fn ? null : loss)),
      ...(use === 'train' && { classWeight: fit.classWeight }),
    });

/** Runs one call of `fit`. The epochs of the result are counted as `fit` counts them. */
export async function runStage(
  { stage, prepared, place, epochs, isLast, workingDirectory }: StageRun,
  { stopped }: { stopped(): boolean },
  run: RunWriter,
  { emit, say }: { emit(event: TrainingEvent): void; say: Say },
): Promise<FitResult> {
  const { fit } = stage;
  const { stepper } = prepared;
  const warn = say('warning');
  const checkpoints = new Checkpoints(run, prepared);
  const fileOf = (path: string): string => resolve(workingDirectory, path);
  const control = makeControl(stepper, checkpoints, { message: say('info'), warn, fileOf });
  const offset = place.epoch - place.within;
  const saveEpoch = (within: number): void => checkpoints.saveEpoch({ epoch: within + offset, stage: place.stage, within });
  const left = epochs - offset;

  const result = await fitModel(
    {
      ...prepared,
      initialEpoch: place.within,
      epochs: isLast ? left : Math.min(fit.epochs, left),
      stepsPerEpoch: fit.stepsPerEpoch,
      validationSteps: fit.validationSteps,
      validationFreq: fit.validationFreq,
      toBatch: batchMaker(stage, prepared),
      callbacks: makeCallbacks(fit.callbacks, control),
      stopped,
      ended: control.ended,
    },
    { warn, ...reportFit(emit, run, offset, saveEpoch) },
  );
  // Weights that a callback put back at the end, or that became their averages, are the result; a run that the user stopped is resumed from its last epoch.
  if ((checkpoints.restored || stepper.optimizer.averages) && result.status === 'done') saveEpoch(result.epochs);
  return result;
}
