import { fork } from 'node:child_process';
import { openChannel, type Port } from '../protocol/channel';
import type { TrainingEvent, TrainOptions, WorkerHostOffer, WorkerOffer } from '../protocol/training';
import type { WorkerStart } from '../protocol/worker-start';
import { type Engine, engineTitle } from './engine';

export type TrainingEnd = Extract<TrainingEvent, { event: 'end' }>;

export interface TrainingListener {
  event(event: TrainingEvent): void;
  /** What the worker wrote to its standard output and error. */
  log(text: string): void;
}

/** A training run in a process of its own. */
export interface TrainingProcess {
  readonly pid: number | undefined;
  /** Asks for an end within one step. */
  stop(): void;
  /** Ends the process at once. */
  kill(): void;
  /**
   * The "end" event, which also went to the listener. A worker that died without one gets one here: status "failed", with what is known of its death.
   */
  readonly ended: Promise<TrainingEnd>;
}

/** How much of the worker's output is kept for the report of a crash. */
const LOG_TAIL = 4000;

/**
 * Forks the training worker (dist/worker.js) on an engine and starts a run. The same for the extension and the command line; from an extension host the
 * process is Electron's, told to be Node.
 */
export function startTraining(worker: string, engine: Engine, options: TrainOptions, listener: TrainingListener): TrainingProcess {
  const start: WorkerStart = { engine, engineTitle: engineTitle(engine) };
  const child = fork(worker, [JSON.stringify(start)], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? '2' },
    execArgv: [],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-LOG_TAIL);
      listener.log(text);
    });
  }
  const port: Port = {
    send: message => {
      if (child.connected) child.send(message as object);
    },
    listen(receive) {
      child.on('message', receive);
      return () => void child.off('message', receive);
    },
  };

  let end: TrainingEnd | undefined;
  const channel = openChannel<WorkerOffer>(port, {
    event(event) {
      if (event.event === 'end') end = event;
      listener.event(event);
    },
  } satisfies WorkerHostOffer);

  const ended = new Promise<TrainingEnd>(resolve => {
    const finish = (death: string): void => {
      channel.close(death);
      if (!end) {
        end = { event: 'end', status: 'failed', message: death, epochs: 0, metrics: {}, seconds: 0, ms_per_step_median: null };
        listener.event(end);
      }
      resolve(end);
    };
    child.on('error', error => finish(`the training process could not be started: ${error.message}`));
    child.on('exit', (code, signal) => finish(deathOf(code, signal, tail)));
  });
  // The worker has nothing more to do once the run is over; how it went is in the "end" event.
  channel.call('train', options).then(
    () => child.disconnect(),
    error => {
      listener.log(`${error}\n`);
      child.kill();
    },
  );
  return { pid: child.pid, stop: () => channel.notify('stop', null), kill: () => void child.kill('SIGKILL'), ended };
}

function deathOf(code: number | null, signal: NodeJS.Signals | null, tail: string): string {
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  const last = tail.trim().split('\n').at(-1);
  return `the training process ${how} before the run was over${last ? ` (its last words: ${last.slice(0, 200)})` : ''}`;
}
