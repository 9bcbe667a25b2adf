import type { TrainingEvent } from '../../../src/common/run-events';
import { emptyRun, foldEvent, type RunView, type TimedEvent } from '../../../src/common/run-view';

/** The beginning of a run of so many epochs. */
export const started = (epochs: number, stepsPerEpoch: number | null = null): TrainingEvent => ({
  event: 'start',
  run: 'runs/a',
  engine: 'native',
  engineVersion: 'TensorFlow 2.21.0 (native)',
  model: 'model',
  parameters: 10,
  epochs,
  stepsPerEpoch,
  source: { path: 'a.py', line: 3 },
  startedAt: '2026-01-01T00:00:00Z',
});

/** A batch at 10 steps a second. */
export const batch = (epoch: number, step: number, loss: number, stepsPerEpoch: number | null = null): TrainingEvent => ({
  event: 'batch',
  epoch,
  step,
  stepsPerEpoch,
  loss,
  metrics: {},
  stepsPerSecond: 10,
});

/** The end of an epoch that took 2 seconds. */
export const epoch = (number: number, steps: number, metrics: { [name: string]: number } = {}): TrainingEvent => ({
  event: 'epoch',
  epoch: number,
  metrics,
  seconds: 2,
  steps,
  stepsPerSecond: steps / 2,
});

/** Folds events one second apart. */
export function runOf(events: TrainingEvent[]): RunView {
  const run = emptyRun('runs/a', 'a.py');
  events.forEach((event, index) => {
    foldEvent(run, { event, seconds: index } satisfies TimedEvent);
  });
  return run;
}
