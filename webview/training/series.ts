/** From runs to the lines that a chart draws: one chart a metric, with training and validation of one or several runs on one x axis. */
import type { EpochRow, MetricValue, RunView } from '../../src/common/run-view';
import { intervalMeans, isMeanOverSteps } from './interval-means';
import { smooth } from './smoothing';

/** What the x axis counts: steps of the run, epochs, or seconds. */
export type XAxis = 'step' | 'epoch' | 'time';

/** "raw": training before smoothing; "train": smoothed; "validation": at the end of each epoch. */
export type LineRole = 'raw' | 'train' | 'validation';

export interface Line {
  role: LineRole;
  /** 0 for the run that is shown, then the runs beside it. */
  run: number;
  x: number[];
  y: MetricValue[];
}

/** Lines over one x column; undefined where a line has no point of its own, null where its value was no number. */
export interface Aligned {
  x: number[];
  ys: (MetricValue | undefined)[][];
}

const validationOf = (metric: string): string => `val_${metric}`;

/** The metrics of a run without the validation ones, loss first, in the order in which they came. */
export function metricsOf(run: RunView): string[] {
  const names = new Set(['loss', ...Object.keys(run.steps.values)]);
  for (const row of run.epochs) for (const name of Object.keys(row.metrics)) names.add(name.startsWith('val_') ? name.slice(4) : name);
  return [...names].filter(name => hasValues(run, name));
}

function hasValues(run: RunView, metric: string): boolean {
  const inSteps = run.steps.values[metric]?.some(value => value !== null) ?? false;
  return inSteps || run.epochs.some(row => metric in row.metrics || validationOf(metric) in row.metrics);
}

/** The lines of one metric. `smoothing` is the weight of the moving average; at 0 there is no raw line beside the training one. */
export function linesOf(runs: readonly RunView[], metric: string, axis: XAxis, smoothing: number): Line[] {
  return runs.flatMap((run, index) => {
    const raw = trainLine(run, metric, axis);
    const train = { ...raw, y: smooth(raw.y, smoothing) };
    const validation = { x: run.epochs.map(row => epochX(row, axis)), y: run.epochs.map(row => row.metrics[validationOf(metric)] ?? null) };
    const hasValidation = validation.y.some(value => value !== null);
    return [
      ...(smoothing > 0 && index === 0 ? [{ role: 'raw' as const, run: index, ...raw }] : []),
      ...(raw.x.length > 0 ? [{ role: 'train' as const, run: index, ...train }] : []),
      ...(hasValidation ? [{ role: 'validation' as const, run: index, ...validation }] : []),
    ];
  });
}

const epochX = (row: EpochRow, axis: XAxis): number => (axis === 'step' ? row.step : axis === 'epoch' ? row.epoch : row.at);

/** Per point of the log, as the mean of the steps since the one before where that can be told; per epoch for a run whose batches were not kept. */
function trainLine(run: RunView, metric: string, axis: XAxis): { x: number[]; y: MetricValue[] } {
  const { values, step, within, epoch, seconds } = run.steps;
  const logged = values[metric] ?? [];
  if (logged.length > 0) {
    const y = isMeanOverSteps(metric) ? intervalMeans(step, within, logged) : logged;
    return { x: axis === 'step' ? step : axis === 'epoch' ? epoch : seconds, y };
  }
  const rows = run.epochs.filter(row => metric in row.metrics);
  return { x: rows.map(row => epochX(row, axis)), y: rows.map(row => row.metrics[metric] ?? null) };
}

/** Merges lines, each with rising x, into one table. */
export function align(lines: readonly Line[]): Aligned {
  const at = lines.map(() => 0);
  const aligned: Aligned = { x: [], ys: lines.map(() => []) };
  for (;;) {
    let x = Number.POSITIVE_INFINITY;
    lines.forEach((line, index) => {
      x = Math.min(x, line.x[at[index] as number] ?? Number.POSITIVE_INFINITY);
    });
    if (x === Number.POSITIVE_INFINITY) return aligned;
    aligned.x.push(x);
    lines.forEach((line, index) => {
      const position = at[index] as number;
      const here = line.x[position] === x;
      aligned.ys[index]?.push(here ? line.y[position] : undefined);
      if (here) at[index] = position + 1;
    });
  }
}

/** The row at which a line has the value that counts at `row`: its own, or the one that it had last; null before its first. */
export function rowAt(column: readonly (MetricValue | undefined)[], row: number): number | null {
  for (let index = Math.min(row, column.length - 1); index >= 0; index--) if (column[index] !== undefined) return index;
  return null;
}

/** A line's value at a row, in the sense of `rowAt`. */
export function valueAt(column: readonly (MetricValue | undefined)[], row: number): MetricValue {
  const found = rowAt(column, row);
  return found === null ? null : (column[found] ?? null);
}

/** Whether a metric spans magnitudes, so that a logarithmic axis says more: losses and errors do, shares such as an accuracy do not. */
export const spansMagnitudes = (metric: string): boolean => /loss|error|entropy|diverg|perplex|^r?m[as]p?e$|^msle$|^mape$/.test(metric);
