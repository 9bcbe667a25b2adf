import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EventOf, TrainingEnd, TrainingEvent } from '../../../../src/common/run-events';
import type { TrainingPlan } from '../../../../src/plan/plan';
import type { TrainOptions } from '../../../../src/protocol/training';
import { readEvents } from '../../../../src/runs/metrics-log';
import { readRun } from '../../../../src/runs/run-reader';
import { runTraining } from '../../../../src/train/run/run';
import { plannedFolder, smallPlan } from '../../small-plan';

const wasmFolder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');

describe('a training run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'train-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function run(name: string, plan: TrainingPlan, more: Partial<TrainOptions> = {}, stopped = () => false): Promise<TrainingEvent[]> {
    const events: TrainingEvent[] = [];
    const options: TrainOptions = {
      plan,
      workingDirectory: plannedFolder,
      runDirectory: join(folder, name),
      seed: 11,
      ...more,
    };
    await runTraining(options, {
      engine: { engine: 'wasm', version: '4.22.0' },
      engineTitle: 'TensorFlow.js 4.22.0 (WebAssembly)',
      wasmFolder,
      emit: event => void events.push(event),
      stopped,
    });
    return events;
  }
  const epochs = (events: TrainingEvent[]): EventOf<'epoch'>[] => events.filter(event => event.event === 'epoch');
  const end = (events: TrainingEvent[]): TrainingEnd => events.at(-1) as TrainingEnd;

  it('tells its start, its epochs and its end, and leaves them in its folder', async () => {
    const events = await run('a', smallPlan());
    assert.deepEqual(
      events.filter(({ event }) => event !== 'batch').map(({ event }) => event),
      ['start', 'epoch', 'epoch', 'end'],
    );
    assert.deepEqual(Object.keys(end(events).metrics).sort(), ['accuracy', 'loss', 'val_accuracy', 'val_loss']);
    assert.equal(end(events).status, 'done');
    assert.deepEqual(readEvents(join(folder, 'a')), JSON.parse(JSON.stringify(events)));
    const found = readRun(join(folder, 'a'));
    assert.equal(found?.status, 'done');
    assert.equal(found?.manifest.epochsFinished, 2);
    assert.equal(readFileSync(join(folder, 'a', 'worker.log'), 'utf8'), '', 'no epoch leaves tensors behind');
  });

  it('the loss falls, and a seed makes it the same again', async () => {
    const [first, second] = [await run('a', smallPlan()), await run('b', smallPlan())].map(events =>
      epochs(events).map(({ metrics }) => metrics.loss),
    );
    assert.deepEqual(first, second);
    assert.ok(first[1] < first[0], `the loss went from ${first[0]} to ${first[1]}`);
  });

  describe('data that never come', () => {
    const endless = (plan: TrainingPlan): TrainingPlan['train'] => ({ op: 'repeat', input: plan.train, count: null, site: plan.fit.site });
    const never: [string, (plan: TrainingPlan) => void][] = [
      [
        'a skip without end',
        plan => {
          plan.train = { op: 'skip', input: endless(plan), count: 1e12, site: plan.fit.site };
        },
      ],
      [
        'a shuffle that fills for ever',
        plan => {
          plan.train = { op: 'shuffle', input: endless(plan), buffer: 1e9, seed: null, reshuffle: true, site: plan.fit.site };
        },
      ],
      [
        'numbers without end',
        plan => {
          const { site } = plan.fit;
          plan.train = { op: 'skip', input: { op: 'range', start: 0, stop: 1e15, step: 1, dtype: 'int64', site }, count: 1e14, site };
        },
      ],
      [
        'validation data',
        plan => {
          const { site } = plan.fit;
          plan.validation = { op: 'skip', input: { op: 'repeat', input: plan.train, count: null, site }, count: 1e12, site };
        },
      ],
    ];
    for (const [what, change] of never)
      it(`${what} ends when the run is stopped, which a timer can ask for`, async () => {
        let stopped = false;
        setTimeout(() => {
          stopped = true;
        }, 1500);
        const events = await run('a', smallPlan(change), {}, () => stopped);
        assert.equal(end(events).status, 'stopped');
        assert.equal(readRun(join(folder, 'a'))?.status, 'stopped');
      }).timeout(10_000);
  });

  it('resumes a run, counting its epochs', async () => {
    await run('a', smallPlan(), { epochs: 1 });
    const events = await run('b', smallPlan(), { resume: join(folder, 'a') });
    assert.deepEqual(
      epochs(events).map(({ epoch }) => epoch),
      [2],
    );
    const whole = epochs(await run('c', smallPlan(), { epochs: 1 }));
    assert.ok(epochs(events)[0].metrics.loss < whole[0].metrics.loss, 'the weights were taken over');
  });

  it('says what the program evaluates after it', async () => {
    const plan = smallPlan();
    const { site } = plan.fit;
    const data = plan.validation ?? plan.train;
    plan.evaluations = [
      { data, steps: null, site },
      { data: plan.train, steps: 1, site },
    ];
    const events = await run('a', plan);
    const said = events.flatMap(event => (event.event === 'message' ? [event.text] : []));
    const { val_loss: loss, val_accuracy: accuracy } = end(events).metrics;
    assert.equal(said[0], `evaluate (line ${site.line}): loss ${Number(loss.toPrecision(5))}, accuracy ${Number(accuracy.toPrecision(5))}`);
    assert.match(said[1], /^evaluate \(line \d+\): loss [\d.]+, accuracy [\d.]+$/);
  });

  describe('several calls of fit', () => {
    const staged = (): TrainingPlan =>
      smallPlan(plan => {
        const { train, fit } = plan;
        plan.later = [
          { newOptimizer: false, learningRate: 0.001, validation: null, fit: { ...fit, epochs: 1 } },
          {
            newOptimizer: true,
            train: { op: 'take', input: train, count: 1, site: fit.site },
            fit: { ...fit, epochs: 5, initialEpoch: 3 },
          },
        ];
      });
    const numbers = (events: TrainingEvent[]): number[] => epochs(events).map(({ epoch }) => epoch);

    it('are one run, whose epochs are counted on', async () => {
      const events = await run('a', staged());
      assert.equal(events.find(event => event.event === 'start')?.epochs, 5);
      assert.deepEqual(numbers(events), [1, 2, 3, 4, 5]);
      assert.deepEqual(
        epochs(events).map(({ metrics }) => 'val_loss' in metrics),
        [true, true, false, false, false],
      );
      assert.deepEqual(
        epochs(events).map(({ steps }) => steps === 1),
        [false, false, false, true, true],
      );
      const calls = events.flatMap(event => (event.event === 'message' ? [event.text] : []));
      assert.deepEqual(calls, ['Call 1 of 3 of fit, in line 26', 'Call 2 of 3 of fit, in line 26', 'Call 3 of 3 of fit, in line 26']);
      assert.deepEqual([end(events).status, end(events).epochs], ['done', 5]);
      assert.equal(readFileSync(join(folder, 'a', 'worker.log'), 'utf8'), '', 'no epoch leaves tensors behind');
    });
    for (const finished of [1, 2, 3, 4])
      it(`resume after epoch ${finished} in the call that it belongs to`, async () => {
        const whole = epochs(await run('a', staged()));
        assert.deepEqual(numbers(await run('b', staged(), { epochs: finished })), numbers([...whole.slice(0, finished)]));
        const rest = epochs(await run('c', staged(), { resume: join(folder, 'b') }));
        assert.deepEqual(
          rest.map(({ epoch, steps }) => [epoch, steps]),
          whole.slice(finished).map(({ epoch, steps }) => [epoch, steps]),
        );
        assert.ok(rest[0].metrics.loss < whole[0].metrics.loss, 'the weights were taken over');
      });
  });

  it('stops within a step when asked to', async () => {
    let asked = 0;
    const events = await run('a', smallPlan(), {}, () => ++asked > 3);
    assert.equal(end(events).status, 'stopped');
    assert.equal(readRun(join(folder, 'a'))?.status, 'stopped');
  });

  it('early stopping ends it, and is no failure', async () => {
    const plan = smallPlan(one => {
      one.fit.epochs = 20;
      one.fit.callbacks = [{ name: 'EarlyStopping', config: { monitor: 'loss', min_delta: 100, patience: 2, restore_best_weights: true } }];
    });
    const events = await run('a', plan);
    assert.equal(epochs(events).length, 3);
    assert.equal(end(events).status, 'done');
  });

  it('weights that a callback put back are what the run keeps', async () => {
    const kept = (name: string): Buffer => readFileSync(join(folder, name, 'weights.safetensors'));
    const restoring = (restore: boolean) =>
      smallPlan(one => {
        one.fit.callbacks = [
          { name: 'EarlyStopping', config: { monitor: 'loss', min_delta: 100, patience: 9, restore_best_weights: restore } },
        ];
      });
    await run('best', restoring(true));
    await run('last', restoring(false));
    assert.notDeepEqual(kept('best'), kept('last'), 'the first epoch was the best, as none improved by that much');
  });

  it('steps_per_epoch cuts one pass into epochs', async () => {
    const plan = smallPlan(one => {
      one.fit.stepsPerEpoch = 1;
    });
    const events = await run('a', plan);
    assert.deepEqual(
      epochs(events).map(({ steps }) => steps),
      [1, 1],
    );
  });

  const failures: [string, (plan: TrainingPlan) => void, RegExp, number | undefined][] = [
    [
      'labels of another shape',
      plan => {
        plan.compile.outputs[0].loss = { name: 'mse', config: {} };
      },
      /they do not fit this loss/,
      25,
    ],
    [
      'data of another shape',
      plan => {
        Object.assign(plan.model.nodes[0], { spec: { shape: [null, 50], dtype: 'int64' } });
      },
      /has shape \[None, 50\] and the data bring \[32, 48\]/,
      26,
    ],
  ];
  for (const [name, change, message, line] of failures) {
    it(`fails in one sentence with its place: ${name}`, async () => {
      const last = end(await run('a', smallPlan(change)));
      assert.equal(last.status, 'failed');
      assert.match(last.message ?? '', message);
      assert.doesNotMatch(last.message ?? '', /\n/);
      assert.equal(last.site?.line, line);
      assert.equal(readRun(join(folder, 'a'))?.status, 'failed');
    });
  }
});
