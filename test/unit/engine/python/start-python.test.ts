import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventOf, TrainingEvent } from '../../../../src/common/run-events';
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

/** Drives the real runner; the programs find a stand-in for Keras (test/data/python/site-packages) instead of the real one. */
describe('a program under the Python of the user', () => {
  let runDirectory: string;
  const { PYTHONPATH } = process.env;
  beforeEach(() => {
    runDirectory = join(mkdtempSync(join(tmpdir(), 'python-run-')), 'run');
    process.env.PYTHONPATH = join(workingDirectory, 'site-packages');
    process.env.PYTHONDONTWRITEBYTECODE = '1';
  });
  afterEach(() => {
    rmSync(join(runDirectory, '..'), { recursive: true });
    if (PYTHONPATH === undefined) delete process.env.PYTHONPATH;
    else process.env.PYTHONPATH = PYTHONPATH;
    delete process.env.PYTHONDONTWRITEBYTECODE;
  });

  /** Runs a program; `react` sees every event with the process. */
  async function run(
    script: string,
    { python = interpreter, words = [] as string[], times = quick, seed = undefined as number | undefined } = {},
    react: (event: TrainingEvent, process: TrainingProcess) => void = () => undefined,
  ) {
    const events: TrainingEvent[] = [];
    const trainer = pythonTrainer(runner, { interpreter: python, script: `programs/${script}`, arguments: words }, times);
    const process = trainer.start(
      { workingDirectory, runDirectory, seed },
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
        { epoch: 1, steps: 3, metrics: { loss: 0.5, accuracy: 0.25, val_loss: 0.75, own: 7 } },
        { epoch: 2, steps: 3, metrics: { loss: Number.NaN, accuracy: 0.25, val_loss: 0.75, own: 7 } },
        { epoch: 3, steps: 3, metrics: { loss: 0.5, accuracy: 0.25 } },
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
