import { parentPort } from 'node:worker_threads';
import { whyNot } from '../records/node-file-source';
import type { TaskMessage, TaskOrder } from './node-task-thread';
import { tasks } from './node-tasks';

// The thread of node-task-thread.ts: one task, then it is ended.
const post = (message: TaskMessage): void => parentPort?.postMessage(message);
const never = new AbortController().signal;

parentPort?.once('message', async ({ task, takes }: TaskOrder) => {
  try {
    const run = tasks[task] as (takes: unknown, tell: (news: unknown) => void, signal: AbortSignal) => Promise<unknown>;
    post({ gives: await run(takes, news => post({ news }), never) });
  } catch (error) {
    post({ failed: whyNot(error as NodeJS.ErrnoException) });
  }
});
