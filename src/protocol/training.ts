/** What the training worker and whoever started it say to each other. The events are those that `tensorscope train --json` prints. */
import type { TrainingPlan } from '../plan/plan';

/** Metric name as Keras logs it ("loss", "accuracy", "val_loss", …) to value. */
export type Metrics = { [name: string]: number };

export type EngineName = 'native' | 'wasm';

export interface TrainOptions {
  plan: TrainingPlan;
  /** Folder that relative record paths of the plan are resolved against. */
  workingDirectory: string;
  /** Folder of this run; made by the worker, its name shown to the person. */
  runDirectory: string;
  engine: EngineName | 'auto';
  /** Overrides what the program says. */
  epochs?: number;
  seed?: number;
  /** Run folder whose last finished epoch is gone on from. */
  resume?: string;
}

export type TrainingEvent =
  | {
      event: 'start';
      run: string;
      engine: EngineName;
      /** e.g. "TensorFlow 2.21.0 (native)" */
      engineVersion: string;
      model: string;
      parameters: number;
      epochs: number;
      /** Steps of one epoch; null until the first epoch has counted them. */
      stepsPerEpoch: number | null;
      source: { path: string; line: number };
      startedAt: string;
    }
  | { event: 'batch'; epoch: number; step: number; stepsPerEpoch: number | null; loss: number; metrics: Metrics; stepsPerSecond: number }
  | { event: 'epoch'; epoch: number; metrics: Metrics; seconds: number; steps: number; steps_per_second: number }
  | { event: 'message'; level: 'info' | 'warning'; text: string }
  | {
      event: 'end';
      status: 'done' | 'stopped' | 'failed';
      /** Why it failed, in the person's words, with the place in the file if there is one. */
      message?: string;
      site?: { path: string; line: number };
      epochs: number;
      metrics: Metrics;
      seconds: number;
      ms_per_step_median: number | null;
    };

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
