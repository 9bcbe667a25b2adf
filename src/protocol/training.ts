/** What the training worker and whoever started it say to each other. The events are those that `tensorscope train --json` prints. */
import type { EngineName, TrainingEvent } from '../common/run-events';
import type { TrainingPlan } from '../plan/plan';

export interface TrainOptions {
  plan: TrainingPlan;
  /** Folder that relative record paths of the plan are resolved against. */
  workingDirectory: string;
  /** Folder of this run; made by the worker, its name shown to the user. */
  runDirectory: string;
  engine: EngineName | 'auto';
  /** Overrides what the program says. */
  epochs?: number;
  seed?: number;
  /** Run folder whose last finished epoch is gone on from. */
  resume?: string;
}

/** What the worker offers to the process that forked it. Epochs and steps count from 1. */
export type WorkerOffer = {
  /** Resolves when the run has ended, whatever way; every event goes through `event` first. */
  train(options: TrainOptions): Promise<void>;
  /** Asks for an end within one step; what is finished is kept. */
  stop(argument: null): void;
};

/** What the forking process offers to the worker. Batch events come at most 10 times a second. */
export type WorkerHostOffer = {
  event(event: TrainingEvent): void;
};
