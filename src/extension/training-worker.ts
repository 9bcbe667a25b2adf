import { fork } from 'node:child_process';
import { join } from 'node:path';
import { openChannel, type Port } from '../protocol/channel';
import type { TrainingEvent, TrainOptions, WorkerHostOffer, WorkerOffer } from '../protocol/training';

/** A worker process that trains one run. */
export interface TrainingWorker {
  /** Asks for an end within one step. */
  stop(): void;
  /** Ends the process at once. */
  kill(): void;
  /** Resolves when the process is gone; to a message for a person if it went before its time. */
  readonly ended: Promise<string | undefined>;
}

/** How much of what the process last wrote is kept, to be shown if it crashes. */
const LOG_LENGTH = 4000;

/** Forks the worker and has it train; every event of the run goes to `receive`. Never throws: what fails comes through `ended`. */
export function startTrainingWorker(options: TrainOptions, receive: (event: TrainingEvent) => void): TrainingWorker {
  const child = fork(join(__dirname, 'worker.js'), [], { serialization: 'advanced', silent: true });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      written = (written + bytes.toString()).slice(-LOG_LENGTH);
    });
  }
  const port: Port = {
    send: message => void child.send(message as object, () => undefined),
    listen(listener) {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
  };
  const offer: WorkerHostOffer = { event: receive };
  const channel = openChannel<WorkerOffer>(port, offer);
  const gone = new Promise<string>(resolve => {
    child.once('error', error => resolve(`The training worker could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(crashWords(code, signal, written)));
  });
  const trained = channel.call('train', options).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const ended = Promise.race([trained, gone]).then(failure => {
    channel.close('the training worker has ended');
    child.kill();
    return failure;
  });
  return { stop: () => channel.notify('stop', null), kill: () => void child.kill('SIGKILL'), ended };
}

function crashWords(code: number | null, signal: NodeJS.Signals | null, written: string): string {
  const how = signal ? `it was ended by ${signal}` : `it ended with exit code ${code}`;
  const last = written.trim();
  return `The training worker is gone: ${how}.${last ? ` Its last words: ${last}` : ''}`;
}
