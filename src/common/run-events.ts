/** What a run says while it goes on, in whatever process or engine it trains: the history of a run is these events, one after the other. */

/** Metric name as Keras logs it ("loss", "accuracy", "val_loss", …) to value. */
export type Metrics = { [name: string]: number };

/** What trains: TensorFlow in this project's worker, natively or as WebAssembly, or the user's own Python. */
export type EngineName = 'native' | 'wasm' | 'python';

/** How a run can end. */
export type EndStatus = 'done' | 'stopped' | 'failed';

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
  | { event: 'epoch'; epoch: number; metrics: Metrics; seconds: number; steps: number; stepsPerSecond: number }
  | { event: 'message'; level: 'info' | 'warning'; text: string }
  | {
      event: 'end';
      status: EndStatus;
      /** Why it failed, in the user's words, with the place in the file if there is one. */
      message?: string;
      site?: { path: string; line: number };
      epochs: number;
      metrics: Metrics;
      seconds: number;
      /** Milliseconds that a training step took, the median of the run; null when there was none. */
      msPerStepMedian: number | null;
    };

/** The event of one name. */
export type EventOf<Name extends TrainingEvent['event']> = Extract<TrainingEvent, { event: Name }>;

/** The last event of every run, however it ended. */
export type TrainingEnd = EventOf<'end'>;
