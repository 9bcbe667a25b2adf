import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Tasks } from './node-tasks';

export interface TaskOrder {
  task: keyof Tasks;
  takes: unknown;
}

export type TaskMessage = { news: unknown } | { gives: unknown } | { failed: string };

/**
 * Does a task of node-tasks.ts in a thread of its own. Rejects with the task's message, or, when `signal` aborts, with the signal's reason; the thread is
 * then ended at once.
 */
export function runTask<K extends keyof Tasks>(
  task: K,
  takes: Tasks[K]['takes'],
  tell: (news: Tasks[K]['tells']) => void,
  signal?: AbortSignal,
  script = join(__dirname, 'records-tasks.js'),
): Promise<Tasks[K]['gives']> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  const thread = new Worker(script);
  return new Promise<Tasks[K]['gives']>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    thread.on('message', (message: TaskMessage) => {
      if ('news' in message) tell(message.news as Tasks[K]['tells']);
      else if ('gives' in message) resolve(message.gives as Tasks[K]['gives']);
      else reject(new Error(message.failed));
    });
    thread.on('error', reject).on('exit', () => reject(new Error('the reading thread ended unexpectedly')));
    thread.postMessage({ task, takes } satisfies TaskOrder);
  }).finally(() => thread.terminate());
}
