import type { Metrics } from '../../common/run-events';
import type { Json } from '../../plan/plan';

/** What a callback may do with the run. */
export interface Control {
  stop(): void;
  learningRate(): number;
  /** Which way a metric of the model gets better; undefined where the model has no such metric. */
  direction(metric: string): 'up' | 'down' | undefined;
  setLearningRate(rate: number): void;
  /** Keeps the weights as they are now, in memory. */
  keepWeights(): void;
  /** Goes back to the kept ones, if there are any. */
  restoreWeights(): void;
  /** Writes the weights as they are now into the run folder as the best ones. */
  saveBest(): void;
  message(text: string): void;
  warn(text: string): void;
  /** The file that the program means by a path. */
  fileOf(path: string): string;
}

/** What `fit` calls; epochs count from 1. A callback may add to the metrics of an epoch, as Keras's add to its logs. */
export interface Callback {
  epochBegin?(epoch: number): void;
  /** `loss` is the mean of the epoch so far. */
  batchEnd?(loss: number): void;
  epochEnd?(epoch: number, metrics: Metrics): void;
  trainEnd?(): void;
}

export type CallbackConfig = { [parameter: string]: Json };
export type MakeCallback = (config: CallbackConfig, control: Control) => Callback;
