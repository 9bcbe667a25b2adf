import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Scanner, ScanOutcome } from './node-run-scan';
import type { ScanMessage, ScanOrder } from './node-scanner';

/** A scanner in a thread of its own. After `close`, or when the thread has ended by itself, its jobs fail and `finish` rejects. */
export interface ScanThread extends Scanner {
  close(): Promise<void>;
}

const STOPPED = 'the scan was stopped';

/** Starts a thread; `script` is the bundled node-scanner.ts, beside this file by default. */
export function startScanThread(progress: (bytes: number) => void, script = join(__dirname, 'scanner.js')): ScanThread {
  const thread = new Worker(script);
  let why: string | undefined;
  let settle: ((reply: ScanMessage | undefined) => void) | undefined;
  const end = (message: string) => {
    why ??= message;
    settle?.(undefined);
  };
  thread.on('error', error => end(error.message)).on('exit', () => end(STOPPED));
  thread.on('message', (message: ScanMessage) => {
    if ('progress' in message) progress(message.progress);
    else settle?.(message);
  });
  const ask = (order: ScanOrder) =>
    new Promise<ScanMessage | undefined>(resolve => {
      settle = resolve;
      if (why === undefined) thread.postMessage(order);
      else resolve(undefined);
    });
  return {
    async scan(job): Promise<ScanOutcome> {
      const reply = await ask({ job });
      return reply && 'outcome' in reply ? reply.outcome : { failed: why ?? STOPPED };
    },
    async finish() {
      const reply = await ask('finish');
      if (reply && 'found' in reply) return reply.found;
      throw new Error(why ?? STOPPED);
    },
    async close() {
      end(STOPPED);
      await thread.terminate();
    },
  };
}
