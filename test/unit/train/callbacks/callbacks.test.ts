import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metrics } from '../../../../src/common/run-events';
import type { CallbackPlan, StopPlan } from '../../../../src/plan/plan';
import type { Callback, Control } from '../../../../src/train/callbacks/callback';
import { makeCallbacks } from '../../../../src/train/callbacks/callbacks';
import { pythonFloat } from '../../../../src/train/callbacks/csv-logger';

const site = { path: 'main.py', line: 4, column: 1 };
let folder: string;

function made(plan: CallbackPlan): { callback: Callback; said: string[]; state: { rate: number; ended: boolean; saved: number } } {
  const said: string[] = [];
  const state = { rate: Math.fround(0.1), ended: false, saved: 0 };
  const control: Control = {
    stop: () => {
      state.ended = true;
    },
    learningRate: () => state.rate,
    setLearningRate: rate => {
      state.rate = rate;
    },
    direction: metric => (metric === 'accuracy' ? 'up' : undefined),
    keepWeights: () => undefined,
    restoreWeights: () => undefined,
    saveBest: () => {
      state.saved++;
    },
    message: text => void said.push(text),
    warn: text => void said.push(`warning: ${text}`),
    fileOf: path => join(folder, path),
  };
  const [callback = {}] = makeCallbacks([plan], control);
  return { callback, said, state };
}

const above = (limit: number): StopPlan => ({
  test: {
    nodes: [
      { id: 0, op: 'parameter', args: { index: { value: 0 } }, site },
      { id: 1, op: 'operator.gt', args: { a: { node: 0 }, b: { value: limit } }, site },
    ],
    result: { leaf: { node: 1 } },
  },
  yes: { stops: true },
  no: { stops: false },
  site,
});

describe('callbacks in a run', () => {
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'callbacks-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('the program stops the training by a value that single floats cannot tell from its limit', () => {
    const { callback, state } = made({ name: 'Own', config: {}, own: { stop: above(0.9), reads: [{ of: 'value', name: 'acc' }] } });
    callback.epochEnd?.(1, { acc: 0.9 });
    assert.equal(state.ended, false);
    callback.epochEnd?.(2, { acc: 0.9 + 1e-9 });
    assert.equal(state.ended, true);
  });
  it('a value that the logs lack ends the run at its line', () => {
    const { callback } = made({ name: 'Own', config: {}, own: { stop: above(0.9), reads: [{ of: 'value', name: 'acc' }] } });
    assert.throws(() => callback.epochEnd?.(1, { loss: 1, mae: 2 }), { message: 'the logs have no "acc" here; they have loss, mae', site });
  });
  it('EarlyStopping warns of a metric that is not there, and wants a mode where the model has it not', () => {
    const { callback, said } = made({ name: 'EarlyStopping', config: { monitor: 'val_accuracy' } });
    callback.epochEnd?.(1, { accuracy: 1 });
    callback.epochEnd?.(2, { accuracy: 1 });
    assert.deepEqual(said, ['warning: EarlyStopping watches "val_accuracy", which this run does not have']);
    assert.throws(() => made({ name: 'EarlyStopping', config: { monitor: 'val_f2' } }), /"val_f2" is better is not known/);
  });
  it('EarlyStopping waits on while nothing is better than the baseline', () => {
    const { callback, state } = made({ name: 'EarlyStopping', config: { monitor: 'loss', patience: 2, baseline: 0.5 } });
    callback.epochEnd?.(1, { loss: 0.9 });
    callback.epochEnd?.(2, { loss: 0.8 });
    assert.equal(state.ended, false);
    callback.epochEnd?.(3, { loss: 0.85 });
    assert.equal(state.ended, true);
  });
  it('EarlyStopping begins to count at what is better than the baseline', () => {
    const { callback, state } = made({ name: 'EarlyStopping', config: { monitor: 'loss', patience: 2, baseline: 0.5 } });
    callback.epochEnd?.(1, { loss: 0.9 });
    callback.epochEnd?.(2, { loss: 0.4 });
    callback.epochEnd?.(3, { loss: 0.45 });
    assert.equal(state.ended, false);
  });
  it('ModelCheckpoint keeps nothing that is worse than its threshold', () => {
    const { callback, state } = made({
      name: 'ModelCheckpoint',
      config: { monitor: 'loss', save_best_only: true, initial_value_threshold: 0.5 },
    });
    callback.epochEnd?.(1, { loss: 0.9 });
    assert.equal(state.saved, 0);
    callback.epochEnd?.(2, { loss: 0.4 });
    assert.equal(state.saved, 1);
  });
  it('TerminateOnNaN fails where it shall raise', () => {
    const { callback } = made({ name: 'TerminateOnNaN', config: { raise_error: true } });
    assert.throws(() => callback.batchEnd?.(Number.NaN), /not a number/);
  });
  it('TerminateOnNaN stops in the epoch', () => {
    const { callback, state } = made({ name: 'TerminateOnNaN', config: {} });
    callback.batchEnd?.(1);
    assert.equal(state.ended, false);
    callback.batchEnd?.(Number.POSITIVE_INFINITY);
    assert.equal(state.ended, true);
  });
  it('LearningRateScheduler sets the rate of each epoch, logs it, and ends where it has no more', () => {
    const { callback, state } = made({ name: 'LearningRateScheduler', config: { rates: [0.5, 0.25], first: 1 } });
    const metrics: Metrics = { loss: 1 };
    callback.epochBegin?.(3);
    callback.epochEnd?.(3, metrics);
    assert.deepEqual([state.rate, metrics], [0.25, { loss: 1, learning_rate: 0.25 }]);
    assert.throws(() => callback.epochBegin?.(4), /was read for 2 epochs/);
  });
  it('CSVLogger writes what Keras writes', () => {
    const log = (config: CallbackPlan['config'], epochs: readonly Metrics[]): string => {
      const { callback } = made({ name: 'CSVLogger', config: { filename: 'log.csv', ...config } });
      for (const [i, metrics] of epochs.entries()) callback.epochEnd?.(i + 1, metrics);
      return readFileSync(join(folder, 'log.csv'), 'utf8');
    };
    writeFileSync(join(folder, 'log.csv'), 'old');
    const first = log({ separator: ';' }, [
      { loss: 0.1, acc: 1 },
      { loss: 2e-5, acc: 0.5, val_loss: 3 },
    ]);
    assert.equal(first, 'epoch;acc;loss;val_acc;val_loss\r\n0;1.0;0.10000000149011612;NA;NA\r\n1;0.5;1.9999999494757503e-05;NA;3.0\r\n');
    assert.equal(log({ append: true }, [{ loss: 4, val_loss: 5 }]), `${first}0,4.0,5.0\r\n`);
    assert.throws(() => made({ name: 'CSVLogger', config: { filename: 'no/such.csv' } }), /CSVLogger cannot write no\/such.csv/);
  });
  it('floats as Python writes them', () => {
    const numbers = [0, 1, -2.5, 1e15, 1e16, 1.5e-5, 1e-4, Number.NaN, Number.NEGATIVE_INFINITY];
    assert.deepEqual(numbers.map(pythonFloat), ['0.0', '1.0', '-2.5', '1000000000000000.0', '1e+16', '1.5e-05', '0.0001', 'nan', '-inf']);
  });
});
