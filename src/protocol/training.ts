/** What the training worker and whoever started it say to each other. The events are those that `tensorscope train --json` prints. */
import type { TrainingEvent } from '../common/run-events';
import type { TrainingPlan } from '../plan/plan';

/** How to run a program, whatever trains it. */
export interface RunOptions {
  /** Folder that relative paths of the program are resolved against. */
  workingDirectory: string;
  /** Folder of this run, made when it starts; its name is shown to the user. */
  runDirectory: string;
  /** Overrides what the program says. */
  epochs?: number;
  seed?: number;
  /** Folder of the run to resume: its last finished epoch is where this one begins. */
  resume?: string;
}

/** What the worker trains, and how. */
export interface TrainOptions extends RunOptions {
  plan: TrainingPlan;
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
