/**
 * A training run as the user sees it: plain data, folded from the run's events. The extension host keeps it; a webview that was hidden or reloaded is
 * handed the whole of it and then folds the same events itself.
 */
import type { EndStatus, EventOf, Metrics, TrainingEvent } from './run-events';

/** An event with the time at which the host saw it, in seconds since the run was asked for. */
export interface TimedEvent {
  event: TrainingEvent;
  seconds: number;
}

/** "interrupted": its folder has no end, because the worker or the editor went away. */
export type RunStatus = 'starting' | 'running' | 'paused' | 'stopping' | EndStatus | 'interrupted';

/** A metric's value; null where it was not a finite number, or was not reported at that step. */
export type MetricValue = number | null;

/** The batch events, with the values that Keras logs (most of them means since the epoch began), as columns of equal length. */
export interface StepLog {
  /** Steps of the whole run, from 1. */
  step: number[];
  /** Steps of the epoch, from 1. */
  within: number[];
  /** Finished epochs, with the fraction of the one under way. */
  epoch: number[];
  seconds: number[];
  values: { [metric: string]: MetricValue[] };
  /** Every how many events one is kept; doubles when the columns grow past their limit. */
  stride: number;
  seen: number;
}

export interface EpochRow {
  epoch: number;
  /** Step of the whole run at its end. */
  step: number;
  /** Of the run, at its end. */
  at: number;
  /** That the epoch took. */
  seconds: number;
  stepsPerSecond: number;
  metrics: { [metric: string]: MetricValue };
}

export interface RunView {
  /** Run folder; what tells runs apart. */
  directory: string;
  /** What the user sees before the worker has spoken, e.g. "sections_cnn.py". */
  title: string;
  status: RunStatus;
  /** Whether it can be paused and take another learning rate while it goes on. */
  hasControl: boolean;
  start: EventOf<'start'> | null;
  /** The latest batch. */
  now: EventOf<'batch'> | null;
  end: EventOf<'end'> | null;
  steps: StepLog;
  epochs: EpochRow[];
  messages: { level: 'info' | 'warning'; text: string }[];
  /** Time of the latest event. */
  seconds: number;
}

/** Points kept per metric; beyond it every second one is let go, so a run of days stays drawable. */
export const MAX_POINTS_PER_METRIC = 40_000;

/** A run of which nothing is known yet. */
export function emptyRun(directory: string, title: string): RunView {
  const steps: StepLog = { step: [], within: [], epoch: [], seconds: [], values: {}, stride: 1, seen: 0 };
  return {
    directory,
    title,
    status: 'starting',
    hasControl: false,
    start: null,
    now: null,
    end: null,
    steps,
    epochs: [],
    messages: [],
    seconds: 0,
  };
}

/** Takes one event into the run, in place. */
export function foldEvent(run: RunView, { event, seconds }: TimedEvent): void {
  run.seconds = seconds;
  switch (event.event) {
    case 'start':
      run.start = event;
      if (run.status === 'starting') run.status = 'running';
      break;
    case 'batch':
      run.now = event;
      addStep(run, event, seconds);
      break;
    case 'epoch':
      placeSteps(run, event);
      run.epochs.push(epochRow(run, event, seconds));
      break;
    case 'message':
      run.messages.push({ level: event.level, text: event.text });
      break;
    case 'end':
      run.end = event;
      run.status = event.status;
      break;
  }
}

const stepsBefore = (run: RunView): number => run.epochs.at(-1)?.step ?? 0;
const finite = (value: number | null | undefined): MetricValue => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const finiteMetrics = (metrics: Metrics): { [metric: string]: MetricValue } =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, finite(value)]));

/** Now that it is known how many steps the epoch had, its points get their place in it. */
function placeSteps({ steps: log, epochs }: RunView, { epoch, steps }: EventOf<'epoch'>): void {
  const before = epochs.at(-1)?.step ?? 0;
  for (let index = log.step.length - 1; index >= 0 && (log.step[index] as number) > before; index--) {
    log.epoch[index] = epoch - 1 + Math.min(1, (log.within[index] as number) / steps);
  }
}

function epochRow(run: RunView, event: EventOf<'epoch'>, at: number): EpochRow {
  const { epoch, seconds, steps, metrics } = event;
  return { epoch, step: stepsBefore(run) + steps, at, seconds, stepsPerSecond: event.stepsPerSecond, metrics: finiteMetrics(metrics) };
}

function addStep(run: RunView, event: EventOf<'batch'>, seconds: number): void {
  const log = run.steps;
  if (log.seen++ % log.stride !== 0) return;
  const before = log.step.length;
  const size = event.stepsPerEpoch ?? run.epochs.at(-1)?.step;
  log.step.push(stepsBefore(run) + event.step);
  log.within.push(event.step);
  log.epoch.push(event.epoch - 1 + (size ? Math.min(1, event.step / size) : 0));
  log.seconds.push(seconds);
  const values = finiteMetrics({ ...event.metrics, loss: event.loss });
  for (const name of new Set([...Object.keys(log.values), ...Object.keys(values)])) {
    log.values[name] ??= Array<MetricValue>(before).fill(null);
    log.values[name].push(values[name] ?? null);
  }
  if (log.step.length > MAX_POINTS_PER_METRIC) thin(log);
}

function thin(log: StepLog): void {
  const even = <T>(column: T[]): T[] => column.filter((_, index) => index % 2 === 0);
  log.step = even(log.step);
  log.within = even(log.within);
  log.epoch = even(log.epoch);
  log.seconds = even(log.seconds);
  for (const name of Object.keys(log.values)) log.values[name] = even(log.values[name] ?? []);
  log.stride *= 2;
}
