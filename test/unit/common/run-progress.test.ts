import * as assert from 'node:assert/strict';
import type { TrainingEvent } from '../../../src/common/run-events';
import { runProgress } from '../../../src/common/run-progress';
import { batch, epoch, runOf, started } from './run-events';

interface Case {
  name: string;
  events: TrainingEvent[];
  epoch: number;
  step: number;
  fraction: number | null;
  secondsLeft: number | null;
}

const cases: Case[] = [
  { name: 'just started', events: [started(2)], epoch: 1, step: 0, fraction: 0, secondsLeft: null },
  { name: 'first epoch of unknown length', events: [started(2), batch(1, 5, 1)], epoch: 1, step: 5, fraction: null, secondsLeft: null },
  {
    name: 'first epoch of known length',
    events: [started(2, 10), batch(1, 5, 1, 10)],
    epoch: 1,
    step: 5,
    fraction: 0.25,
    secondsLeft: 1.5,
  },
  { name: 'between two epochs', events: [started(2), batch(1, 10, 1), epoch(1, 10)], epoch: 1, step: 10, fraction: 0.5, secondsLeft: 2 },
  { name: 'second epoch', events: [started(2), epoch(1, 10), batch(2, 5, 1, 10)], epoch: 2, step: 5, fraction: 0.75, secondsLeft: 1 },
  { name: 'resumed in epoch 4', events: [started(5, 10), batch(4, 5, 1, 10)], epoch: 4, step: 5, fraction: 0.7, secondsLeft: 1.5 },
  { name: 'all epochs', events: [started(1), epoch(1, 10)], epoch: 1, step: 10, fraction: 1, secondsLeft: 0 },
];

function check({ events, name: _name, ...expected }: Case): void {
  const progress = runProgress(runOf(events));
  assert.ok(progress);
  const { epoch: number, step, fraction, secondsLeft } = progress;
  assert.deepEqual({ epoch: number, step, fraction, secondsLeft }, expected);
}

describe('runProgress', () => {
  for (const item of cases) it(item.name, () => check(item));
  it('is unknown before the start', () => assert.equal(runProgress(runOf([])), null));
});
