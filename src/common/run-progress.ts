/** How far a run is and how long it will still take, as the status bar, the progress notification and the panel all say it. */
import type { RunView } from './run-view';

export interface RunProgress {
  /** Epoch under way, from 1. */
  epoch: number;
  epochs: number;
  step: number;
  /** null until the first epoch has counted them. */
  stepsPerEpoch: number | null;
  /** 0 to 1; null while it cannot be told. */
  fraction: number | null;
  /** null while it cannot be told. */
  secondsLeft: number | null;
  stepsPerSecond: number | null;
}

/** Progress of a run that has started; null before. */
export function runProgress(run: RunView): RunProgress | null {
  if (!run.start) return null;
  const { epochs } = run.start;
  const last = run.epochs.at(-1);
  const batch = run.now && run.now.epoch > (last?.epoch ?? 0) ? run.now : null;
  const stepsPerEpoch = batch?.stepsPerEpoch ?? run.start.stepsPerEpoch ?? (last ? last.step - (run.epochs.at(-2)?.step ?? 0) : null);
  // A resumed run starts at a later epoch than the first.
  const done = batch ? batch.epoch - 1 : (last?.epoch ?? 0);
  const within = batch ? (stepsPerEpoch ? Math.min(1, batch.step / stepsPerEpoch) : null) : 0;
  const stepsPerSecond = batch?.stepsPerSecond ?? last?.stepsPerSecond ?? null;
  return {
    epoch: batch?.epoch ?? Math.min(epochs, Math.max(1, done)),
    epochs,
    step: batch?.step ?? (last ? (stepsPerEpoch ?? 0) : 0),
    stepsPerEpoch,
    fraction: within === null || epochs === 0 ? null : Math.min(1, (done + within) / epochs),
    secondsLeft: within === null ? null : secondsLeft(run, epochs - done - within, stepsPerEpoch, stepsPerSecond),
    stepsPerSecond,
  };
}

/** By the finished epochs, which include validation; by the step rate while there is none. */
function secondsLeft(run: RunView, epochsLeft: number, stepsPerEpoch: number | null, stepsPerSecond: number | null): number | null {
  if (run.epochs.length > 0) return epochsLeft * (run.epochs.reduce((sum, row) => sum + row.seconds, 0) / run.epochs.length);
  return stepsPerEpoch && stepsPerSecond ? (epochsLeft * stepsPerEpoch) / stepsPerSecond : null;
}
