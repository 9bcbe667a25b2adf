import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TrainingEvent } from '../../../src/common/run-events';
import { chooseTrainer } from '../../../src/engine/choose-trainer';
import { wasmEngine } from '../../../src/engine/find';
import type { TrainingProcess } from '../../../src/engine/trainer';
import { workerTrainer } from '../../../src/engine/worker-trainer';
import { processIsGone, readRun } from '../../../src/runs/run-reader';
import { inProject } from '../../root';
import { plannedFolder, smallPlan } from '../small-plan';

/** A run that goes on until it is ended. */
const endless = smallPlan(plan => {
  plan.fit.epochs = 100_000;
});

async function untilGone(pid: number): Promise<void> {
  while (!processIsGone(pid)) await sleep(20);
}

describe('the trainer that forks the worker', () => {
  let runDirectory: string;
  beforeEach(() => {
    runDirectory = join(mkdtempSync(join(tmpdir(), 'trainer-')), 'run');
  });
  afterEach(() => rmSync(join(runDirectory, '..'), { recursive: true }));

  /** Starts the real worker; `react` sees every event with the process. */
  async function start(
    plan = smallPlan(),
    worker = 'dist/worker.js',
    react: (event: TrainingEvent, process: TrainingProcess) => void = () => undefined,
  ) {
    const events: TrainingEvent[] = [];
    const trainer = workerTrainer(inProject(worker), wasmEngine('a test asks for it'), plan);
    const process: TrainingProcess = trainer.start(
      { workingDirectory: plannedFolder, runDirectory },
      {
        event(event) {
          events.push(event);
          react(event, process);
        },
        log: () => undefined,
      },
    );
    const end = await process.ended;
    return { events, end, pid: process.pid as number };
  }

  it('hands over every event, and the process ends with the run', async () => {
    const { events, end, pid } = await start();
    const names = events.map(({ event }) => event).filter(name => name !== 'batch');
    assert.deepEqual(names, ['start', 'epoch', 'epoch', 'end']);
    assert.equal(events.at(-1), end);
    assert.equal(end.status, 'done');
    assert.ok(processIsGone(pid));
  });

  it('stops when it is asked to', async () => {
    const { end, pid } = await start(endless, undefined, (event, process) => void (event.event === 'batch' && process.stop()));
    assert.equal(end.status, 'stopped');
    assert.equal(readRun(runDirectory)?.status, 'stopped');
    assert.ok(processIsGone(pid));
  });

  it('stops while it waits for data that never come', async () => {
    const waiting = smallPlan(plan => {
      const { site } = plan.fit;
      plan.train = { op: 'skip', input: { op: 'repeat', input: plan.train, count: null, site }, count: 1e12, site };
    });
    const trainer = workerTrainer(inProject('dist/worker.js'), wasmEngine('a test asks for it'), waiting);
    const process = trainer.start({ workingDirectory: plannedFolder, runDirectory }, { event: () => undefined, log: () => undefined });
    await sleep(1000);
    process.stop();
    assert.equal((await process.ended).status, 'stopped');
    assert.ok(processIsGone(process.pid as number));
  });

  it('a process that is killed is a failed run that says so', async () => {
    const { events, end, pid } = await start(endless, undefined, (event, process) => void (event.event === 'batch' && process.kill()));
    assert.equal(end.status, 'failed');
    assert.match(end.message ?? '', /^the training process was ended by SIGKILL before the run was over/);
    assert.equal(events.filter(({ event }) => event === 'end').length, 1);
    assert.ok(processIsGone(pid));
  });

  it('a process that cannot start is a failed run that quotes its last output', async () => {
    const { end } = await start(smallPlan(), 'dist/no-such-worker.js');
    assert.equal(end.status, 'failed');
    assert.match(end.message ?? '', /ended with exit code 1 before the run was over; its last output: /);
    assert.equal(existsSync(runDirectory), false);
  });

  it('the worker ends when the process that started it is killed', async () => {
    const call = `
      const { workerTrainer } = require(${JSON.stringify(inProject('src/engine/worker-trainer.ts'))});
      const { wasmEngine } = require(${JSON.stringify(inProject('src/engine/find.ts'))});
      const trainer = workerTrainer(${JSON.stringify(inProject('dist/worker.js'))}, wasmEngine(''), ${JSON.stringify(endless)});
      const run = trainer.start(${JSON.stringify({ workingDirectory: plannedFolder, runDirectory })}, {
        event: event => event.event === 'batch' && console.log(run.pid),
        log: () => undefined,
      });`;
    const starter = spawn(process.execPath, ['--import', 'tsx', '-e', call], { cwd: inProject('.'), stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>(resolve =>
      createInterface({ input: starter.stdout }).once('line', line => resolve(Number(line))),
    );
    starter.kill('SIGKILL');
    await untilGone(pid);
    assert.equal(readRun(runDirectory)?.status, 'stopped', 'what was finished is kept');
  });
});

describe('choosing a trainer', () => {
  const nowhere = { product: inProject('.'), addonSources: inProject('dist/addon'), workspaces: [], cache: '/nonexistent' };
  it('WebAssembly says why it is not a faster one', () => {
    const trainer = chooseTrainer({ engine: 'wasm', plan: smallPlan() }, nowhere);
    assert.equal(trainer.engine, 'wasm');
    assert.equal(trainer.whyNotFaster, 'WebAssembly was asked for');
  });
  it('auto takes what there is', () =>
    assert.ok(['native', 'wasm'].includes(chooseTrainer({ engine: 'auto', plan: smallPlan() }, nowhere).engine)));
});
