import { openChannel, type Port } from '../protocol/channel';
import type { WorkerHostOffer, WorkerOffer } from '../protocol/training';
import type { WorkerStart } from '../protocol/worker-start';
import { runTraining } from './run/run';

/**
 * The training worker: a process of its own, forked by src/engine/worker-trainer.ts with one argument, a WorkerStart as JSON. It speaks
 * src/protocol/training.ts and ends when the process that forked it is gone.
 */
const argument = process.argv[2];
if (argument === undefined) throw new Error('this process is started by src/engine/worker-trainer.ts');
const { engine, engineTitle } = JSON.parse(argument) as WorkerStart;

let stopped = false;

const port: Port = {
  send: message => {
    // The host may be gone before this process has heard of it; "disconnect" says so.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  },
  listen(receive) {
    process.on('message', receive);
    return () => void process.off('message', receive);
  },
};

const host = openChannel<WorkerHostOffer>(port, {
  train: options =>
    runTraining(options, {
      engine,
      engineTitle,
      wasmFolder: __dirname,
      emit: event => host.notify('event', event),
      stopped: () => stopped,
    }),
  stop: () => {
    stopped = true;
  },
} satisfies WorkerOffer);

// Nobody reads the output of a run whose host is gone; the run has to end properly all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// Ctrl-C in a terminal reaches this process too; whoever started it decides what it means.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  stopped = true;
  // A step that hangs must not keep the process alive.
  setTimeout(() => process.exit(1), 2000).unref();
});
