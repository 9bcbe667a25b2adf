/** A run of three and a half epochs with the shape of a real one, told event by event: for pages that are looked at without a worker. */
import { emptyRun, foldEvent, type RunView, type TimedEvent } from '../../../src/common/run-view';

const STEPS_PER_EPOCH = 62;

/** Events up to a step of an epoch; the noise is a fixed sequence, so that pictures can be compared. */
export function sampleEvents(epochs: number, lastSteps: number): TimedEvent[] {
  let seed = 7;
  const noise = (): number => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647 - 0.5;
  };
  const events: TimedEvent[] = [
    {
      seconds: 0.9,
      event: {
        event: 'start',
        run: 'runs/sections-1',
        engine: 'native',
        engineVersion: 'TensorFlow 2.21.0 (native)',
        model: 'section_classifier',
        parameters: 134_405,
        epochs: 5,
        stepsPerEpoch: null,
        source: { path: 'train_sections.py', line: 41 },
        startedAt: '2026-01-01T10:00:00Z',
      },
    },
  ];
  let seconds = 0.9;
  for (let epoch = 1; epoch <= epochs + 1; epoch++) {
    const steps = epoch > epochs ? lastSteps : STEPS_PER_EPOCH;
    for (let step = 1; step <= steps; step++) {
      seconds += 0.045;
      const done = (epoch - 1) * STEPS_PER_EPOCH + step;
      const loss = 0.28 + 1.35 * Math.exp(-done / 70) + 0.14 * noise();
      const accuracy = 0.88 - 0.66 * Math.exp(-done / 60) + 0.05 * noise();
      const stepsPerEpoch = epoch > 1 ? STEPS_PER_EPOCH : null;
      events.push({ seconds, event: { event: 'batch', epoch, step, stepsPerEpoch, loss, metrics: { accuracy }, stepsPerSecond: 22 } });
    }
    if (epoch > epochs) break;
    const metrics = {
      loss: 0.28 + 1.35 * Math.exp((-epoch * STEPS_PER_EPOCH) / 70),
      accuracy: 0.88 - 0.66 * Math.exp((-epoch * STEPS_PER_EPOCH) / 60),
      val_loss: 0.42 + 0.9 * Math.exp((-epoch * STEPS_PER_EPOCH) / 75) + (epoch > 2 ? 0.03 * (epoch - 2) : 0),
      val_accuracy: 0.83 - 0.5 * Math.exp((-epoch * STEPS_PER_EPOCH) / 65),
    };
    seconds += 0.3;
    events.push({ seconds, event: { event: 'epoch', epoch, metrics, seconds: 3.1, steps: STEPS_PER_EPOCH, stepsPerSecond: 22.2 } });
  }
  return events;
}

/** The run that these events make. */
export function sampleRun(events: readonly TimedEvent[]): RunView {
  const run = emptyRun('runs/sections-1', 'train_sections.py');
  for (const event of events) foldEvent(run, event);
  return run;
}
