import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { NamedConfig } from '../../../../../src/plan/plan';
import { makeSchedule } from '../../../../../src/train/model/optimizers/schedules';
import { inProject } from '../../../../root';

/** Learning rates of Keras at some steps; written by test/python/train_schedules.py. */
interface Recorded {
  steps: number[];
  schedules: (NamedConfig & { rates: number[] })[];
}

const { steps, schedules } = JSON.parse(readFileSync(inProject('test/data/train/schedules.json'), 'utf8')) as Recorded;

describe('schedules of the learning rate', () => {
  for (const { name, config, rates } of schedules)
    it(`give the rates of Keras: ${name} ${JSON.stringify(config)}`, () => {
      const schedule = makeSchedule({ name, config: { ...config } });
      for (const [i, step] of steps.entries()) {
        const rate = schedule?.(step) ?? Number.NaN;
        assert.ok(Math.abs(rate - rates[i]) <= 1e-6 * Math.max(0.01, rates[i]), `step ${step}: ${rate}, Keras has ${rates[i]}`);
      }
    });

  it('are none where a number is given', () => {
    assert.deepEqual([makeSchedule(0.1), makeSchedule(undefined)], [undefined, undefined]);
  });
});
