import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TrainingEnd, TrainingEvent } from '../common/run-events';
import { openChannel, type Port } from '../protocol/channel';
import type { TrainOptions, WorkerHostOffer, WorkerOffer } from '../protocol/training';
import type { WorkerStart } from '../protocol/worker-start';
import { type Engine, engineTitle } from './engine';

export interface TrainingListener {
  event(event: TrainingEvent): void;
  /** A line that the worker wrote to its standard output or error. */
  log(line: string): void;
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

/** How long a dead worker's last output is waited for, in milliseconds. */
const FLUSH_AFTER_EXIT_MS = 50;

/** What TensorFlow says at every start, which tells nobody anything. */
const STARTUP_LOG =
  /^(WARNING: All log messages before absl|[IW]\d{4} |E\d{4} .*cuda|To enable the following instructions|\d{4}-\d\d-\d\d .*: [IW] |Hi, looks like you are running|=+$|\s*$)/;

/** Calls `each` with every whole line that a stream writes, TensorFlow's chatter left out. */
function eachLine(stream: NodeJS.ReadableStream | null, each: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', line => void (STARTUP_LOG.test(line) || each(line)));
}

/** How much of the worker's output is kept for the report of a crash. */
const LOG_TAIL_CHARACTERS = 4000;

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
    eachLine(stream, line => {
      tail = `${tail}${line}\n`.slice(-LOG_TAIL_CHARACTERS);
      listener.log(line);
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
        end = { event: 'end', status: 'failed', message: death, epochs: 0, metrics: {}, seconds: 0, msPerStepMedian: null };
        listener.event(end);
      }
      resolve(end);
    };
    child.on('error', error => finish(`the training process could not be started: ${error.message}`));
    // What it wrote last may still be in the pipe.
    child.on('exit', (code, signal) => setTimeout(() => finish(deathOf(code, signal, tail)), FLUSH_AFTER_EXIT_MS));
  });
  // The worker has nothing more to do once the run is over; how it went is in the "end" event.
  channel.call('train', options).then(
    () => child.disconnect(),
    error => {
      listener.log(String(error));
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
