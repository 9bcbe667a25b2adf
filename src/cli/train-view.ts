import type { WriteStream } from 'node:tty';
import type { EventOf, Metrics, TrainingEvent } from '../common/run-events';
import { drawCurve } from './curve';
import { printLines } from './output';
import { statusLine } from './status-line';

/** Shows a run to the user as its events come. */
export interface TrainView {
  event(event: TrainingEvent): void;
}

const PROGRESS_BAR_WIDTH = 24;
const CURVE_SIZE = { columns: 64, rows: 10 };

const showMetrics = (metrics: Metrics): string =>
  Object.entries(metrics)
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join('  ');

const showTime = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

const bar = (share: number): string => {
  const full = Math.round(Math.min(1, share) * PROGRESS_BAR_WIDTH);
  return `${'━'.repeat(full)}${'─'.repeat(PROGRESS_BAR_WIDTH - full)}`;
};

/** What is shown while an epoch runs. Where the number of steps is not known yet, neither is the time to go. */
export function progressText({ epoch, step, stepsPerEpoch, loss, metrics, stepsPerSecond }: EventOf<'batch'>, epochs: number): string {
  const known = stepsPerEpoch !== null;
  const left = known ? (stepsPerEpoch - step + (epochs - epoch) * stepsPerEpoch) / stepsPerSecond : undefined;
  return [
    `Epoch ${epoch}/${epochs}`,
    known ? `${bar(step / stepsPerEpoch)} ${step}/${stepsPerEpoch}` : `step ${step}`,
    showMetrics({ loss, ...metrics }),
    `${stepsPerSecond.toFixed(0)} steps/s`,
    ...(left === undefined ? [] : [`ETA ${showTime(left)}`]),
  ].join('  ');
}

/**
 * The run's loss by training step, and validation at the ends of epochs. Events carry the running mean of their epoch; what is drawn is the mean since
 * the event before, so that the curve does not jump where an epoch begins.
 */
class LossHistory {
  private readonly train: [number, number][] = [];
  private readonly validation: [number, number][] = [];
  private before = 0;
  private last = { step: 0, loss: 0 };

  batch({ step, loss }: { step: number; loss: number }): void {
    const steps = step - this.last.step;
    if (steps <= 0) return;
    this.train.push([this.before + step, (loss * step - this.last.loss * this.last.step) / steps]);
    this.last = { step, loss };
  }

  epoch({ steps, metrics }: EventOf<'epoch'>): void {
    this.batch({ step: steps, loss: metrics.loss });
    this.before += steps;
    this.last = { step: 0, loss: 0 };
    if ('val_loss' in metrics) this.validation.push([this.before, metrics.val_loss]);
  }

  draw(): string | undefined {
    return drawCurve(
      [
        { name: 'loss', style: 'line', points: this.train },
        { name: 'val_loss', style: 'marks', points: this.validation },
      ],
      CURVE_SIZE.columns,
      CURVE_SIZE.rows,
    );
  }
}

/** A view on a terminal, or, where the stream is none, in plain lines: one an epoch. */
export function trainView(stream: WriteStream, runFolder: string): TrainView {
  const status = statusLine(stream);
  const history = new LossHistory();
  let epochs = 0;
  const line = (text: string): void => {
    status.clear();
    printLines(text.split('\n'), stream);
  };
  const show: { [K in TrainingEvent['event']]: (event: EventOf<K>) => void } = {
    start(event) {
      epochs = event.epochs;
      line(
        `Training ${event.model} (${event.parameters.toLocaleString('en')} parameters) of ${event.source.path} on ${event.engineVersion}`,
      );
    },
    batch(event) {
      history.batch(event);
      if (stream.isTTY) status.show(progressText(event, epochs));
    },
    epoch(event) {
      history.epoch(event);
      const { epoch, steps, seconds, stepsPerSecond, metrics } = event;
      line(
        `Epoch ${epoch}/${epochs}  ${steps} steps in ${seconds.toFixed(1)} s (${stepsPerSecond.toFixed(0)} steps/s)  ${showMetrics(metrics)}`,
      );
    },
    message: event => line(event.text),
    end(event) {
      status.clear();
      const curve = history.draw();
      if (curve !== undefined) line(`\n${curve}\n`);
      if (event.status === 'stopped')
        line(epochs === 0 ? 'Stopped before the first batch had come.' : `Stopped after ${event.epochs} of ${epochs} epochs.`);
      const accuracy = Object.entries(event.metrics).find(([name]) => name.startsWith('val_') && name.includes('acc'));
      if (accuracy) line(`Final validation accuracy: ${accuracy[1].toFixed(4)} (${accuracy[0]})`);
      line(`Run folder: ${runFolder}`);
    },
  };
  return { event: event => (show[event.event] as (event: TrainingEvent) => void)(event) };
}
