import type { TrainingEvent } from '../common/run-events';
import { jsonText } from './output';

/** Fields that the JSON contract spells in its own way: ours to its. */
const jsonNames: { [E in TrainingEvent['event']]?: { [field: string]: string } } = {
  epoch: { stepsPerSecond: 'steps_per_second' },
  end: { msPerStepMedian: 'ms_per_step_median' },
};

/** The line that `train --json` prints for an event. */
export function jsonLine(event: TrainingEvent): string {
  const names = jsonNames[event.event] ?? {};
  return jsonText(Object.fromEntries(Object.entries(event).map(([field, value]) => [names[field] ?? field, value])));
}
