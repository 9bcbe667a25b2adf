import { parentPort } from 'node:worker_threads';
import { whyNot } from '../records/node-file-source';
import type { Scanned } from '../records/scan';
import { runScan, type ScanJob } from './node-run-scan';

/** What a scanner sends back: bytes done now and then, and the outcome. */
export type ScanMessage = { progress: number } | { scanned: Scanned } | { failed: string };

const post = (message: ScanMessage): void => parentPort?.postMessage(message);

// The worker thread of node-scan-pool.ts: one job after the other.
parentPort?.on('message', async (job: ScanJob) => {
  try {
    post({ scanned: await runScan(job, bytes => post({ progress: bytes })) });
  } catch (error) {
    post({ failed: whyNot(error as NodeJS.ErrnoException) });
  }
});
