import type { LogOutputChannel } from 'vscode';
import { formatDuration, formatMetric } from '../../common/format';
import type { Metrics, TrainingEvent } from '../../common/run-events';

const words = (metrics: Metrics): string =>
  Object.entries(metrics)
    .map(([name, value]) => `${name} ${formatMetric(value)}`)
    .join('  ');

/** Writes an event of a run into the log, the batches only where someone asked for that much. */
export function logTraining(log: LogOutputChannel, event: TrainingEvent): void {
  switch (event.event) {
    case 'start':
      log.info(
        `Training ${event.model} of ${event.source.path}:${event.source.line} on ${event.engineVersion}, ${event.parameters} parameters`,
      );
      break;
    case 'batch':
      log.trace(`epoch ${event.epoch} step ${event.step}  loss ${formatMetric(event.loss)}  ${words(event.metrics)}`);
      break;
    case 'epoch':
      log.info(`epoch ${event.epoch}  ${words(event.metrics)}  ${formatDuration(event.seconds)}`);
      break;
    case 'message':
      if (event.level === 'warning') log.warn(event.text);
      else log.info(event.text);
      break;
    case 'end':
      if (event.status === 'failed') log.error(event.message ?? 'Training failed.');
      else log.info(`Training ${event.status} after ${event.epochs} epochs, ${formatDuration(event.seconds)}`);
      break;
  }
}
