/** What a run says while it goes on, in whatever process or engine it trains: the history of a run is these events, one after the other. */

/** Metric name as Keras logs it ("loss", "accuracy", "val_loss", …) to value. */
export type Metrics = { [name: string]: number };

export type EngineName = 'native' | 'wasm';

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
      /** Why it failed, in the user's words, with the place in the file if there is one. */
      message?: string;
      site?: { path: string; line: number };
      epochs: number;
      metrics: Metrics;
      seconds: number;
      ms_per_step_median: number | null;
    };
