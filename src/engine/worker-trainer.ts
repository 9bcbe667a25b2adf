import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingEnd } from '../common/run-events';
import type { TrainingPlan } from '../plan/plan';
import { openChannel, type Port } from '../protocol/channel';
import type { RunOptions, WorkerHostOffer, WorkerOffer } from '../protocol/training';
import type { WorkerStart } from '../protocol/worker-start';
import { RUN_FILES } from '../runs/manifest';
import { type Engine, engineTitle } from './engine';
import { describeCrash, FLUSH_AFTER_EXIT_MS, readOutput, tensorFlowNotice } from './process-output';
import type { Trainer, TrainingListener, TrainingProcess } from './trainer';

/** Trains a plan in the worker (dist/worker.js): on native TensorFlow or on WebAssembly, as the engine is. */
export function workerTrainer(worker: string, engine: Engine, plan: TrainingPlan): Trainer {
  const title = engineTitle(engine);
  return {
    engine: engine.engine,
    title,
    whyNotFaster: engine.engine === 'wasm' ? engine.reason : null,
    hasControl: false,
    start: (options, listener) => startWorker(forkWorker(worker, { engine, engineTitle: title }), { ...options, plan }, listener),
  };
}

/** From an extension host the process is Electron's, told to be Node. */
const forkWorker = (worker: string, start: WorkerStart): ChildProcess =>
  fork(worker, [JSON.stringify(start)], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? '2' },
    execArgv: [],
  });

const portOf = (child: ChildProcess): Port => ({
  send: message => {
    if (child.connected) child.send(message as object);
  },
  listen(receive) {
    child.on('message', receive);
    return () => void child.off('message', receive);
  },
});

/** What the process printed belongs to its run, should the folder have come to be. */
function keepLog(runDirectory: string, lines: string[]): void {
  if (lines.length > 0 && existsSync(runDirectory)) appendFileSync(join(runDirectory, RUN_FILES.log), `${lines.join('\n')}\n`);
}

function startWorker(child: ChildProcess, options: RunOptions & { plan: TrainingPlan }, listener: TrainingListener): TrainingProcess {
  const lines: string[] = [];
  const log = (line: string): void => {
    lines.push(line);
    listener.log(line);
  };
  const output = readOutput(child, log, tensorFlowNotice);
  let end: TrainingEnd | undefined;
  const channel = openChannel<WorkerOffer>(portOf(child), {
    event(event) {
      if (event.event === 'end') end = event;
      listener.event(event);
    },
  } satisfies WorkerHostOffer);

  const ended = new Promise<TrainingEnd>(resolve => {
    const finish = (crash: string): void => {
      channel.close(crash);
      keepLog(options.runDirectory, lines);
      if (!end) {
        end = { event: 'end', status: 'failed', message: crash, epochs: 0, metrics: {}, seconds: 0, msPerStepMedian: null };
        listener.event(end);
      }
      resolve(end);
    };
    child.on('error', error => finish(`the training process could not be started: ${error.message}`));
    child.on('exit', (code, signal) => setTimeout(() => finish(describeCrash(code, signal, output)), FLUSH_AFTER_EXIT_MS));
  });
  // The worker has nothing more to do once the run is over; how it went is in the "end" event.
  channel.call('train', options).then(
    () => child.disconnect(),
    error => {
      log(String(error));
      child.kill();
    },
  );
  return { pid: child.pid, stop: () => channel.notify('stop', null), kill: () => void child.kill('SIGKILL'), ended };
}
