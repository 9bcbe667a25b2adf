import * as assert from 'node:assert/strict';
import { MAX_POINTS_PER_METRIC } from '../../../src/common/run-view';
import { batch, epoch, runOf, started } from './run-events';

describe('foldEvent', () => {
  it('starts and ends', () => {
    const run = runOf([started(1)]);
    assert.equal(run.status, 'running');
    assert.equal(runOf([]).status, 'starting');
    const end = { event: 'end', status: 'stopped', epochs: 0, metrics: {}, seconds: 1, msPerStepMedian: null } as const;
    assert.equal(runOf([started(1), end]).status, 'stopped');
  });

  it('counts steps on over epochs', () => {
    const run = runOf([started(2), batch(1, 5, 1), batch(1, 10, 0.9), epoch(1, 10), batch(2, 5, 0.8, 10)]);
    assert.deepEqual(run.steps.step, [5, 10, 15]);
    assert.deepEqual(run.steps.epoch, [0.5, 1, 1.5]);
    assert.deepEqual(
      run.epochs.map(row => row.step),
      [10],
    );
  });

  it('keeps a gap where a value is no number or was not reported', () => {
    const withMetric = { ...batch(1, 2, Number.NaN), metrics: { accuracy: 0.5 } };
    const run = runOf([started(1), batch(1, 1, 1), withMetric as never, batch(1, 3, 0.5)]);
    assert.deepEqual(run.steps.values, { loss: [1, null, 0.5], accuracy: [null, 0.5, null] });
  });

  it('lets every second point go when there are too many', () => {
    const events = Array.from({ length: MAX_POINTS_PER_METRIC + 5 }, (_, index) => batch(1, index + 1, 1));
    const { steps } = runOf([started(1), ...events]);
    assert.equal(steps.stride, 2);
    assert.ok(steps.step.length <= MAX_POINTS_PER_METRIC);
    assert.deepEqual(steps.step.slice(0, 3), [1, 3, 5]);
    assert.ok(steps.step.every((step, index) => index === 0 || step - (steps.step[index - 1] as number) === 2));
    assert.equal(steps.values.loss?.length, steps.step.length);
  });

  it('is plain data', () => {
    const run = runOf([started(1), batch(1, 1, 1), epoch(1, 1, { loss: Number.POSITIVE_INFINITY })]);
    assert.deepEqual(JSON.parse(JSON.stringify(run)), run);
  });
});
