import { parentPort } from 'node:worker_threads';
import { createScanner, type ScanJob, type ScanOutcome } from './node-run-scan';

/** What a scanning thread is asked to do: a job, or to hand over what its visitor has found. */
export type ScanOrder = { job: ScanJob } | 'finish';
/** What it sends back: bytes done now and then, and the outcome. */
export type ScanMessage = { progress: number } | { outcome: ScanOutcome } | { found: unknown };

const post = (message: ScanMessage): void => parentPort?.postMessage(message);

/** Bytes that are told at a time: a message takes as long as a hundred records. */
const PROGRESS_BYTES = 4 << 20;
let untold = 0;

function tell(bytes: number, atLeast = PROGRESS_BYTES): void {
  untold += bytes;
  if (untold < atLeast) return;
  post({ progress: untold });
  untold = 0;
}

const scanner = createScanner(bytes => tell(bytes));

// The worker thread of node-scan-thread.ts: one order after the other.
parentPort?.on('message', async (order: ScanOrder) => {
  if (order === 'finish') post({ found: await scanner.finish() });
  else {
    const outcome = await scanner.scan(order.job);
    tell(0, 1);
    post({ outcome });
  }
});
