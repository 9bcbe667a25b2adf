import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openContent } from '../records/compression';
import { openFileSource, whyNot } from '../records/node-file-source';
import { nodeInflate } from '../records/node-inflate';
import { joinScans, type Scanned } from '../records/scan';
import { runScan, type ScanJob } from './run-scan';
import type { ScanMessage } from './scanner';

/** Files below this many bytes are read here and now: starting a thread takes longer. */
const SMALL = 8 << 20;
/** Ranges into which a large file is cut: small enough to keep all threads busy to the end, large enough that what each range costs does not count. */
const RANGE = 64 << 20;

export interface ScanOptions {
  visitor?: ScanJob['visitor'];
  /** Told of bytes as they are done, in all of the files' bytes (compressed files count decompressed bytes). */
  progress?: (bytes: number) => void;
  threads?: number;
  signal?: AbortSignal;
}

/** What came of a file: `found` of the scan is the list of what the visitors of its ranges gave, in the order of the file. */
export type FileScan = { path: string; scanned: Scanned } | { path: string; failed: string };

/** Scans files with as many threads as the machine has processors. The outcomes come in the order of the paths. */
export async function scanFiles(paths: string[], options: ScanOptions = {}): Promise<FileScan[]> {
  const plans = await Promise.all(paths.map(path => planOf(path, options.visitor)));
  const jobs = plans.flatMap(plan => plan.jobs);
  const bytes = plans.reduce((sum, plan) => sum + plan.bytes, 0);
  const threads = bytes < SMALL ? 0 : Math.min(options.threads ?? availableParallelism(), jobs.length);
  const outcomes = await runJobs(jobs, threads, options);
  return Promise.all(plans.map(plan => joinFile(plan, outcomes, options)));
}

interface Plan {
  path: string;
  bytes: number;
  jobs: ScanJob[];
}

type Outcome = Scanned | { failed: string };

async function planOf(path: string, visitor: ScanJob['visitor']): Promise<Plan> {
  try {
    const bytes = statSync(path).size;
    const ranges = bytes > RANGE && !(await isCompressed(path)) ? Math.ceil(bytes / RANGE) : 1;
    if (ranges === 1) return { path, bytes, jobs: [{ path, visitor }] };
    const bounds = Array.from({ length: ranges }, (_, i) => ({ from: i * RANGE, until: i + 1 === ranges ? bytes : (i + 1) * RANGE }));
    return { path, bytes, jobs: bounds.map(range => ({ path, range, visitor })) };
  } catch {
    return { path, bytes: 0, jobs: [{ path, visitor }] };
  }
}

async function isCompressed(path: string): Promise<boolean> {
  const file = openFileSource(path, { blocking: true });
  try {
    return (await openContent(file, nodeInflate)).compression !== 'none';
  } finally {
    file.close();
  }
}

async function runJobs(jobs: ScanJob[], threads: number, options: ScanOptions): Promise<Map<ScanJob, Outcome>> {
  const outcomes = new Map<ScanJob, Outcome>();
  const waiting = [...jobs];
  const work = async (run: (job: ScanJob) => Promise<Outcome>): Promise<void> => {
    for (let job = waiting.shift(); job && !options.signal?.aborted; job = waiting.shift()) outcomes.set(job, await run(job));
  };
  if (threads === 0) await work(job => runHere(job, options));
  else await Promise.all(Array.from({ length: threads }, () => withThread(run => work(run), options)));
  return outcomes;
}

async function runHere(job: ScanJob, options: ScanOptions): Promise<Outcome> {
  try {
    return await runScan(job, options.progress ?? (() => undefined), options.signal);
  } catch (error) {
    return { failed: whyNot(error as NodeJS.ErrnoException) };
  }
}

/** Gives a thread to `use` and ends it afterwards; an abort ends it at once. */
async function withThread(use: (run: (job: ScanJob) => Promise<Outcome>) => Promise<void>, options: ScanOptions): Promise<void> {
  const thread = new Worker(join(__dirname, 'scanner.js'));
  const stop = () => void thread.terminate();
  options.signal?.addEventListener('abort', stop);
  try {
    await use(job => ask(thread, job, options));
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await thread.terminate();
  }
}

function ask(thread: Worker, job: ScanJob, options: ScanOptions): Promise<Outcome> {
  return new Promise(resolve => {
    const settle = (outcome: Outcome) => {
      thread.removeAllListeners();
      resolve(outcome);
    };
    thread.on('message', (message: ScanMessage) => {
      if ('progress' in message) options.progress?.(message.progress);
      else settle('scanned' in message ? message.scanned : message);
    });
    thread.on('error', error => settle({ failed: error.message }));
    thread.on('exit', () => settle({ failed: 'the scan was stopped' }));
    thread.postMessage(job);
  });
}

/**
 * Joins the ranges of a file. Ranges that do not meet (a record's data held what looks like a record, just there) are read once more, from where the
 * one before them ended.
 */
async function joinFile(plan: Plan, outcomes: Map<ScanJob, Outcome>, options: ScanOptions): Promise<FileScan> {
  const parts: Scanned[] = [];
  for (const job of plan.jobs) {
    let part = outcomes.get(job) ?? { failed: 'the scan was stopped' };
    const meets = parts.length === 0 ? undefined : parts[parts.length - 1].end;
    if (!('failed' in part) && meets !== undefined && part.first !== meets && job.range) {
      part = await runHere({ ...job, range: { from: meets, until: job.range.until, exact: true } }, { ...options, progress: undefined });
    }
    if ('failed' in part) return { path: plan.path, failed: part.failed };
    parts.push(part);
  }
  return { path: plan.path, scanned: joinScans(parts) };
}
