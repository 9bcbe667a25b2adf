/** Between those who want a program trained (the extension, the command line) and whatever trains it. */
import type { EngineName, TrainingEnd, TrainingEvent } from '../common/run-events';
import type { RunOptions } from '../protocol/training';

export interface TrainingListener {
  /** The last one is "end", also where the process that trains has crashed. */
  event(event: TrainingEvent): void;
  /** A line that the process wrote to its standard output or error; the run's folder keeps it too. */
  log(line: string): void;
}

/** Changes to a run that goes on; each takes effect before its next step. */
export interface TrainingControl {
  pause(): void;
  continue(): void;
  setLearningRate(rate: number): void;
}

/** A training run in a process of its own. */
export interface TrainingProcess {
  /** Undefined where the process could not be started. */
  readonly pid: number | undefined;
  /** Asks for an end within one step; what is finished is kept. */
  stop(): void;
  /** What else can be done to it while it goes on; undefined where its trainer says so. */
  readonly control?: TrainingControl;
  /** Ends the process at once. */
  kill(): void;
  /** The "end" event, when the process is gone. Never rejects: a process that died without one gives status "failed" with what is known. */
  readonly ended: Promise<TrainingEnd>;
}

/** An engine that is ready to train one program. */
export interface Trainer {
  readonly engine: EngineName;
  /** One line for the user: "TensorFlow 2.21.0 (native)". */
  readonly title: string;
  /** Why a faster engine is not used; null where there is none. */
  readonly whyNotFaster: string | null;
  /** Whether its processes have a `control`. */
  readonly hasControl: boolean;
  /** Starts a run in a folder of its own; the program's process ends with the one that started it. */
  start(options: RunOptions, listener: TrainingListener): TrainingProcess;
}
