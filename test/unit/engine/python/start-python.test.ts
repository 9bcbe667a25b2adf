import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventOf, TrainingEvent } from '../../../../src/common/run-events';
import type { Devices } from '../../../../src/engine/python/messages';
import { pythonTrainer, type StopTimes } from '../../../../src/engine/python/start-python';
import type { TrainingProcess } from '../../../../src/engine/trainer';
import { RUN_FILES } from '../../../../src/runs/manifest';
import { readEvents } from '../../../../src/runs/metrics-log';
import { processIsGone, readRun } from '../../../../src/runs/run-reader';
import { inProject } from '../../../root';

const interpreter = process.platform === 'win32' ? 'python' : 'python3';
const runner = inProject('media/python/run_program.py');
const workingDirectory = inProject('test/data/python');
const quick: StopTimes = { interruptMs: 400, killMs: 400 };

/** How a program is run, where that is not as usual. */
interface RunChoices {
  python?: string;
  words?: string[];
  times?: StopTimes;
  seed?: number;
  resume?: string;
  devices?: Devices;
}

/** Drives the real runner; the programs find a stand-in for Keras (test/data/python/site-packages) instead of the real one. */
describe('a program under the Python of the user', () => {
  /** Everything that a test writes is in here; nothing else is ever removed. */
  let base: string;
  /** Of the latest run. */
  let runDirectory: string;
  let runs = 0;
  const newRun = (): string => {
    runDirectory = join(base, `run-${++runs}`);
    return runDirectory;
  };
  const { PYTHONPATH } = process.env;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'python-run-'));
    newRun();
    process.env.PYTHONPATH = join(workingDirectory, 'site-packages');
    process.env.PYTHONDONTWRITEBYTECODE = '1';
  });
  afterEach(() => {
    rmSync(base, { recursive: true });
    if (PYTHONPATH === undefined) delete process.env.PYTHONPATH;
    else process.env.PYTHONPATH = PYTHONPATH;
    delete process.env.PYTHONDONTWRITEBYTECODE;
  });

  /** Runs a program; `react` sees every event with the process. */
  async function run(
    script: string,
    { python = interpreter, words = [] as string[], times = quick, devices, ...options }: RunChoices = {},
    react: (event: TrainingEvent, process: TrainingProcess) => void = () => undefined,
  ) {
    const events: TrainingEvent[] = [];
    const trainer = pythonTrainer(runner, { interpreter: python, script: `programs/${script}`, arguments: words, devices }, times);
    const process = trainer.start(
      { workingDirectory, runDirectory, ...options },
      {
        event(event) {
          events.push(event);
          react(event, process);
        },
        log: () => undefined,
      },
    );
    const end = await process.ended;
    if (process.pid !== undefined) assert.ok(processIsGone(process.pid), 'no process is left');
    return { events, end };
  }
  const log = (): string => readFileSync(join(runDirectory, RUN_FILES.log), 'utf8');
  const eventsOf = <E extends TrainingEvent['event']>(events: TrainingEvent[], name: E) =>
    events.filter((event): event is EventOf<E> => event.event === name);

  it('runs as it is, and every fit is a part of one run', async () => {
    const { events, end } = await run('two_fits.py', { words: ['--rate', '0.1'], seed: 5 });
    assert.match(log(), /^arguments \['--rate', '0\.1'\] __main__ 5 42\n/);
    const starts = eventsOf(events, 'start');
    assert.deepEqual(
      starts.map(({ engine, model, parameters, epochs, source }) => ({ engine, model, parameters, epochs, source })),
      [
        { engine: 'python', model: 'stand_in', parameters: 42, epochs: 2, source: { path: 'programs/two_fits.py', line: 14 } },
        { engine: 'python', model: 'stand_in', parameters: 42, epochs: 3, source: { path: 'programs/two_fits.py', line: 19 } },
      ],
    );
    assert.match(starts[0]?.engineVersion ?? '', /^Keras 3\.0\.0 .*\(Python 3\./);
    const epochs = eventsOf(events, 'epoch');
    assert.deepEqual(
      epochs.map(({ epoch, steps, metrics }) => ({ epoch, steps, metrics })),
      [
        { epoch: 1, steps: 3, metrics: { loss: 0.5, accuracy: 0.25, weights: 1, rate: 0.1, val_loss: 0.75, own: 7 } },
        { epoch: 2, steps: 3, metrics: { loss: Number.NaN, accuracy: 0.25, weights: 2, rate: 0.1, val_loss: 0.75, own: 7 } },
        { epoch: 3, steps: 3, metrics: { loss: 0.5, accuracy: 0.25, weights: 3, rate: 0.1 } },
      ],
    );
    assert.ok(eventsOf(events, 'batch').every(({ metrics }) => Object.keys(metrics).join() === 'accuracy'));
    assert.equal(end.status, 'done');
    assert.equal(end.epochs, 3);
    assert.ok((end.msPerStepMedian ?? -1) >= 0);
  });

  it('leaves its events in the folder, which any other run has too', async () => {
    const { events } = await run('two_fits.py');
    assert.deepEqual(readEvents(runDirectory), JSON.parse(JSON.stringify(events)));
    const found = readRun(runDirectory);
    assert.equal(found?.status, 'done');
    assert.equal(found?.manifest.epochsFinished, 3);
    assert.deepEqual(found?.manifest.source, { path: 'programs/two_fits.py', model: 'stand_in' });
  });

  const failures: [script: string, message: RegExp, line: number | undefined][] = [
    ['fails.py', /^JSONDecodeError: Expecting property name/, 7],
    ['in_user_code.py', /^TypeError: unsupported operand$/, 7],
    ['syntax.py', /^SyntaxError: /, 3],
    ['exits.py', /^the program ended with exit code 3$/, 3],
    ['dies.py', /^the training process ended with exit code 9 before the run was over/, undefined],
    ['missing.py', /^FileNotFoundError: /, undefined],
  ];
  for (const [script, message, line] of failures) {
    it(`fails in one line with its place: ${script}`, async () => {
      const { end } = await run(script);
      assert.equal(end.status, 'failed');
      assert.match(end.message ?? '', message);
      assert.deepEqual(end.site, line === undefined ? undefined : { path: `programs/${script}`, line });
      assert.equal(readRun(runDirectory)?.status, 'failed');
    });
  }

  it('the log has the traceback as Python shows it', async () => {
    await run('fails.py');
    assert.match(log(), /Traceback \(most recent call last\):\n {2}File "programs\/fails\.py", line 11/);
    assert.doesNotMatch(log(), /run_program/);
  });

  const devices: [choice: Devices, words: string[], printed: string, message: string | undefined, version: RegExp][] = [
    ['own', [], 'strategy None True None', undefined, /\)$/],
    ['all', [], 'strategy None True 2', 'Each batch is split among 2 devices: GPU:0, GPU:1.', /\), 2 devices$/],
    [
      'all',
      ['own'],
      'strategy None False 1',
      'The program has a strategy of tf.distribute itself, which decides about the devices.',
      /\)$/,
    ],
  ];
  for (const [choice, words, printed, message, version] of devices) {
    it(`devices "${choice}"${words.length > 0 ? ' of a program with a strategy' : ''}: ${message ?? 'as the program has it'}`, async () => {
      const { events } = await run('two_gpus.py', { devices: choice, words });
      assert.ok(log().includes(printed), log());
      assert.equal(eventsOf(events, 'message')[0]?.text, message);
      assert.match(eventsOf(events, 'start')[0]?.engineVersion ?? '', version);
    });
  }

  it('a notebook runs cell by cell, without what only IPython understands', async () => {
    const { events, end } = await run('cells.ipynb');
    assert.equal(eventsOf(events, 'epoch').length, 2);
    assert.deepEqual(eventsOf(events, 'start')[0]?.source, { path: 'programs/cells.ipynb', line: 15 });
    assert.deepEqual([end.status, end.message, end.site?.line], ['failed', 'ValueError: at the end (cell 5, line 2)', 20]);
    assert.match(log(), /ZeroDivisionError[\s\S]*\n3\n[\s\S]*raise ValueError\('at the end'\)/);
  });

  it('a program without a fit says why there are no curves', async () => {
    const { events } = await run('no_fit.py');
    assert.deepEqual(
      events.map(event => [event.event, 'text' in event ? event.text : undefined]),
      [
        ['message', 'The program ended without a call of fit, so there are no curves.'],
        ['end', undefined],
      ],
    );
  });

  it('an interpreter that is not there is a failed run', async () => {
    const { end } = await run('no_fit.py', { python: '/nonexistent/python' });
    assert.equal(end.status, 'failed');
    assert.match(end.message ?? '', /^\/nonexistent\/python could not be started: /);
  });

  it('stops at the next step, and what follows fit is still done', async () => {
    const patient = { interruptMs: 60_000, killMs: 1 };
    const { end } = await run('endless.py', { times: patient }, (event, process) => void (event.event === 'epoch' && process.stop()));
    assert.equal(end.status, 'stopped');
    assert.equal(readRun(runDirectory)?.status, 'stopped');
    assert.match(log(), /saved what was trained/);
  });

  it('stops at once before the first fit', async () => {
    const patient = { interruptMs: 60_000, killMs: 1 };
    const trainer = pythonTrainer(runner, { interpreter, script: 'programs/waits.py', arguments: [] }, patient);
    const process = trainer.start({ workingDirectory, runDirectory }, { event: () => undefined, log: () => process.stop() });
    assert.equal((await process.ended).status, 'stopped');
  });

  it('a program that takes no signal is killed', async () => {
    const { end } = await run('stuck.py', {}, (event, process) => void (event.event === 'batch' && process.stop()));
    assert.equal(end.status, 'stopped');
  });

  /** Runs a program in a folder of its own, killed as soon as an event says so; its folder. */
  async function runUntil(script: string, isOver: (event: TrainingEvent) => boolean, resume?: string) {
    const folder = newRun();
    const ran = await run(script, { resume }, (event, process) => void (isOver(event) && process.kill()));
    return { ...ran, folder };
  }

  it('resumes in the fit that was cut off, after its last finished epoch, with what the program knew', async () => {
    const cut = await runUntil('two_stages.py', event => event.event === 'epoch' && event.epoch === 5);
    assert.equal(readRun(cut.folder)?.manifest.epochsFinished, 5);
    const resumed = await runUntil('two_stages.py', () => false, cut.folder);
    const { events, end } = resumed;
    assert.deepEqual(
      eventsOf(events, 'epoch').map(({ epoch, metrics }) => [epoch, metrics.weights]),
      [
        [6, 6],
        [7, 7],
      ],
    );
    assert.deepEqual([end.status, end.epochs], ['done', 7]);
    assert.deepEqual(
      eventsOf(events, 'start').map(({ epochs }) => epochs),
      [7],
    );
    assert.match(log(), /histories \[0, 1, 2\] \[3\.0, 2\.0, 1\.0\] \[0, 1, 2, 3\] \[0\.4, 0\.3, 0\.2, 0\.1\]\nweights 7/);
    // A run that was over has nothing more to do.
    const again = await runUntil('two_stages.py', () => false, resumed.folder);
    assert.deepEqual([again.end.status, again.end.epochs, eventsOf(again.events, 'epoch').length], ['done', 7, 0]);
    for (const { events: said } of [cut, resumed, again]) assert.deepEqual(eventsOf(said, 'message'), []);
    assert.match(log(), /weights 7/);
  });

  it('a fit that its callbacks ended is not begun again, and keeps what they did last', async () => {
    const cut = await runUntil('ends_early.py', event => event.event === 'batch' && event.epoch === 4);
    const { events } = await runUntil('ends_early.py', () => false, cut.folder);
    assert.deepEqual(
      eventsOf(events, 'epoch').map(({ epoch, metrics }) => [epoch, metrics.weights]),
      [
        [4, 102],
        [5, 103],
      ],
    );
    assert.deepEqual(eventsOf(events, 'message'), []);
  });

  it('a run without a finished epoch cannot be resumed', async () => {
    const { end } = await run('two_stages.py', { resume: '/nonexistent/run' });
    assert.deepEqual([end.status, end.message], ['failed', '/nonexistent/run holds no run with a finished epoch to resume']);
  });

  it('loses no finished epoch when it is killed again and again', async () => {
    let [resume, finished]: [string | undefined, number] = [undefined, 0];
    for (let kill = 0; kill < 6; kill++) {
      newRun();
      const trainer = pythonTrainer(runner, { interpreter, script: 'programs/many_epochs.py', arguments: [] }, quick);
      const process = trainer.start(
        { workingDirectory, runDirectory, resume },
        {
          event: ({ event }) => void (event === 'start' && setTimeout(() => process.kill(), Math.random() * 300)),
          log: () => undefined,
        },
      );
      const { epochs, status } = await process.ended;
      assert.equal(status, 'stopped');
      assert.ok(processIsGone(process.pid as number), 'no process is left');
      const first = readEvents(runDirectory).find(event => event.event === 'epoch');
      if (first) assert.equal(first.epoch, finished + 1, 'it goes on where it was cut off');
      if (!existsSync(join(runDirectory, RUN_FILES.checkpoints))) continue;
      // An epoch may be kept that could not be reported any more.
      const kept = Math.max(
        ...readdirSync(join(runDirectory, RUN_FILES.checkpoints, 'stage-1'))
          .flatMap(name => /^epoch-(\d+)$/.exec(name)?.[1] ?? [])
          .map(Number),
      );
      assert.ok(kept >= Math.max(finished, epochs), 'no finished epoch is lost');
      [resume, finished] = [runDirectory, kept];
    }
    assert.ok(finished > 6);
  });

  it('pauses between two steps and goes on, with another learning rate', async () => {
    const rates: number[] = [];
    let [pausedAt, waited, isOver] = [0, 0, false];
    const { events } = await run('endless.py', { times: { interruptMs: 60_000, killMs: 1 } }, (event, process) => {
      if (event.event === 'epoch') rates.push(event.metrics.rate as number);
      if (event.event === 'epoch' && event.epoch === 1) {
        process.control?.pause();
        process.control?.setLearningRate(0.025);
        pausedAt = performance.now();
        setTimeout(() => process.control?.continue(), 700);
      }
      if (event.event === 'message') waited = performance.now() - pausedAt;
      if (rates.length === 3 && !isOver) {
        isOver = true;
        process.stop();
      }
    });
    assert.ok(waited >= 690, `it waited ${waited} ms`);
    assert.deepEqual(rates.slice(0, 3), [0.1, 0.025, 0.025]);
    assert.deepEqual(
      eventsOf(events, 'message').map(({ level, text }) => [level, text.replace(/step \d+/, 'step N')]),
      [['info', 'Learning rate 0.025 from epoch 2, step N on.']],
    );
    const [, second] = eventsOf(events, 'epoch');
    assert.ok((second?.seconds ?? 9) < 0.65, 'a pause is no training time');
  });

  it('ends when the process that started it is killed', async () => {
    const call = `
      const { pythonTrainer } = require(${JSON.stringify(inProject('src/engine/python/start-python.ts'))});
      const program = { interpreter: ${JSON.stringify(interpreter)}, script: 'programs/endless.py', arguments: [] };
      const run = pythonTrainer(${JSON.stringify(runner)}, program).start(${JSON.stringify({ workingDirectory, runDirectory })}, {
        event: event => event.event === 'epoch' && console.log(run.pid),
        log: () => undefined,
      });`;
    const starter = spawn(process.execPath, ['--import', 'tsx', '-e', call], { cwd: inProject('.'), stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>(resolve =>
      createInterface({ input: starter.stdout }).once('line', line => resolve(Number(line))),
    );
    starter.kill('SIGKILL');
    while (!processIsGone(pid)) await sleep(20);
    assert.equal(readRun(runDirectory)?.status, 'interrupted');
    assert.equal(readRun(runDirectory)?.manifest.epochsFinished, 1);
  });
});
