import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Metrics } from '../common/run-events';
import type { Callback } from './callbacks/callback';
import type { Element } from './input/array';
import { type Dataset, elementsOf } from './input/dataset';
import type { BatchFeed } from './input/feed';
import { type Batch, disposeBatch } from './model/batch';
import type { Stepper, StepReport } from './model/stepper';

/** What the loop is told to do; epochs count from 1 in what it reports. */
export interface FitSettings {
  train: BatchFeed;
  validation: Dataset | null;
  initialEpoch: number;
  epochs: number;
  stepsPerEpoch: number | null;
  validationSteps: number | null;
  stepper: Stepper;
  toBatch(element: Element, use: 'train' | 'validation'): Batch;
  /** Epochs with validation: each so many, or these. */
  validationFreq?: number | number[];
  callbacks: Callback[];
  /** Whether it is known before how many batches there are. */
  sized: { train: boolean; validation: boolean };
  /** Called where an epoch has come to the end of the data. */
  dataEnded(): void;
  /** Asked before every step: the user wants an end. */
  stopped(): boolean;
  /** Asked after every step and epoch: a callback wants an end. */
  ended(): boolean;
}

/** What happens in the loop, as it happens. */
export interface FitListener {
  step(progress: { epoch: number; step: number; stepsPerEpoch: number | null; metrics: Metrics; stepsPerSecond: number }): void;
  epoch(result: { epoch: number; metrics: Metrics; seconds: number; steps: number; stepsPerSecond: number }): void | Promise<void>;
  warn(text: string): void;
}

/** Running means of an epoch, weighted by the number of examples as Keras weights them. */
class Tally {
  private loss = 0;
  private examples = 0;
  private readonly sums: number[][];

  constructor(private readonly stepper: Stepper) {
    this.sums = stepper.metrics.map(({ width }) => new Array<number>(width).fill(0));
  }

  add({ loss, size, sums }: StepReport): void {
    this.loss += loss * size;
    this.examples += size;
    sums.forEach((values, m) => {
      values.forEach((value, i) => {
        this.sums[m][i] += value;
      });
    });
  }

  /** The data have come to their end, which nobody knew before. */
  end(): void {
    this.stepper.metrics.forEach(({ atEnd }, m) => {
      atEnd?.forEach((added, i) => {
        this.sums[m][i] += added;
      });
    });
  }

  metrics(prefix = ''): Metrics {
    const entries = this.stepper.metrics.map(({ name, result }, m) => [`${prefix}${name}`, result(this.sums[m] as number[])]);
    return { [`${prefix}loss`]: this.examples === 0 ? Number.NaN : this.loss / this.examples, ...Object.fromEntries(entries) };
  }
}

export interface FitResult {
  status: 'done' | 'stopped';
  epochs: number;
  metrics: Metrics;
  /** Median time of a training step in milliseconds; null when there was none. */
  medianStep: number | null;
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const isValidated = (epoch: number, freq: number | number[]): boolean =>
  typeof freq === 'number' ? epoch % freq === 0 : freq.includes(epoch);

function withBatch<T>(batch: Batch, work: (batch: Batch) => T): T {
  try {
    return work(batch);
  } finally {
    disposeBatch(batch);
  }
}

/** Data that a model is judged on. */
export interface HeldData {
  dataset: Dataset;
  steps: number | null;
  /** Whether it is known before how many batches there are. */
  sized: boolean;
}

/** Loss and metrics of a pass over data with nothing changed; undefined where the user stopped it. */
export async function evaluateModel(
  { stepper, toBatch, stopped }: Pick<FitSettings, 'stepper' | 'toBatch' | 'stopped'>,
  { dataset, steps, sized }: HeldData,
  prefix = '',
): Promise<Metrics | undefined> {
  const tally = new Tally(stepper);
  let step = 0;
  for await (const element of elementsOf(dataset)) {
    if (stopped()) return undefined;
    tally.add(withBatch(toBatch(element, 'validation'), stepper.evaluate));
    await nextTurn();
    if (++step === steps) return tally.metrics(prefix);
  }
  if (stopped()) return undefined;
  if (!sized) tally.end();
  return tally.metrics(prefix);
}

/** The training loop, as Keras's `fit` runs it. Resolves when the epochs are done or it was stopped; rejects with what the data or a step threw. */
export async function fitModel(settings: FitSettings, listener: FitListener): Promise<FitResult> {
  const { train: feed, stepper, callbacks, stopped, ended, epochs, initialEpoch } = settings;
  const { validation, validationSteps, sized } = settings;
  const held = validation && { dataset: validation, steps: validationSteps, sized: sized.validation };
  const times: number[] = [];
  let stepsPerEpoch = settings.stepsPerEpoch ?? feed.size;
  let finished = initialEpoch;
  let metrics: Metrics = {};
  const result = (status: FitResult['status']): FitResult => ({ status, epochs: finished, metrics, medianStep: median(times) });

  try {
    for (let epoch = initialEpoch + 1; epoch <= epochs; epoch++) {
      const tally = new Tally(stepper);
      const started = performance.now();
      for (const callback of callbacks) callback.epochBegin?.(epoch);
      feed.startEpoch();
      let step = 0;
      while (step !== settings.stepsPerEpoch && !ended()) {
        const element = await feed.next();
        if (stopped()) return result('stopped');
        if (element === undefined) {
          settings.dataEnded();
          if (!settings.sized.train) tally.end();
          break;
        }
        const batch = settings.toBatch(element, 'train');
        const begun = performance.now();
        tally.add(withBatch(batch, stepper.train));
        times.push(performance.now() - begun);
        step++;
        const stepsPerSecond = (step * 1000) / (performance.now() - started);
        const soFar = tally.metrics();
        listener.step({ epoch, step, stepsPerEpoch, metrics: soFar, stepsPerSecond });
        for (const callback of callbacks) callback.batchEnd?.(soFar.loss);
        await nextTurn();
      }
      if (step === 0) {
        listener.warn(`the data ran out before epoch ${epoch}; use repeat() or fewer steps_per_epoch`);
        break;
      }
      const seconds = (performance.now() - started) / 1000;
      const ranOut = settings.stepsPerEpoch !== null && step < settings.stepsPerEpoch && !ended();
      stepsPerEpoch = settings.stepsPerEpoch ?? step;
      const judged = held && isValidated(epoch, settings.validationFreq ?? 1) ? await evaluateModel(settings, held, 'val_') : {};
      if (judged === undefined) return result('stopped');
      metrics = { ...tally.metrics(), ...judged };
      finished = epoch;
      for (const callback of callbacks) callback.epochEnd?.(epoch, metrics);
      await listener.epoch({ epoch, metrics, seconds, steps: step, stepsPerSecond: step / seconds });
      if (ranOut) {
        listener.warn(`the data ran out after ${step} of ${settings.stepsPerEpoch} steps; use repeat() or fewer steps_per_epoch`);
        break;
      }
      if (stopped()) return result('stopped');
      if (ended()) break;
    }
    stepper.optimizer.finish();
    return result('done');
  } finally {
    await feed.close();
    for (const callback of callbacks) callback.trainEnd?.();
  }
}
