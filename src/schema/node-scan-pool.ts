import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openContent } from '../records/compression';
import { openFileSource, whyNot } from '../records/node-file-source';
import { nodeInflate } from '../records/node-inflate';
import { joinScans, type Scanned } from '../records/scan';
import { runScan, type ScanJob } from './node-run-scan';
import type { ScanMessage } from './node-scanner';

/** Files below this many bytes are read here and now: starting a thread takes longer. */
const SMALL = 8 << 20;
/** Ranges into which a large file is cut: small enough to keep all threads busy to the end, large enough that what each range costs does not count. */
const RANGE = 64 << 20;

export interface ScanOptions {
  visitor?: ScanJob['visitor'];
  /** Told of bytes as they are done, in all of the files' bytes (compressed files count decompressed bytes). */
  progress?: (bytes: number) => void;
  threads?: number;
  /** Bytes of a range; 64 MiB unless told. */
  range?: number;
  /** The bundled node-scanner.ts; beside this file unless told. */
  script?: string;
  signal?: AbortSignal;
}

/** What came of a file: `found` of the scan is the list of what the visitors of its ranges gave, in the order of the file. */
export type FileScan = { path: string; scanned: Scanned } | { path: string; failed: string };

/** Scans files with as many threads as the machine has processors. The outcomes come in the order of the paths. */
export async function scanFiles(paths: string[], options: ScanOptions = {}): Promise<FileScan[]> {
  const plans = await Promise.all(paths.map(path => planOf(path, options)));
  const jobs = plans.flatMap(plan => plan.jobs);
  const bytes = plans.reduce((sum, plan) => sum + plan.bytes, 0);
  const wanted = options.threads ?? (bytes < SMALL ? 0 : availableParallelism());
  const threads = Math.min(wanted, jobs.length);
  const outcomes = await runJobs(jobs, threads, options);
  return Promise.all(plans.map(plan => joinFile(plan, outcomes, options)));
}

interface Plan {
  path: string;
  bytes: number;
  jobs: ScanJob[];
}

type Outcome = Scanned | { failed: string };

async function planOf(path: string, { visitor, range = RANGE }: ScanOptions): Promise<Plan> {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= range || (await isCompressed(path))) return { path, bytes, jobs: [{ path, visitor }] };
  const jobs = Array.from({ length: Math.ceil(bytes / range) }, (_, i) => {
    return { path, visitor, range: { from: i * range, until: Math.min(bytes, (i + 1) * range) } };
  });
  return { path, bytes, jobs };
}

/** A file that cannot be opened counts as compressed: it is left in one piece, for the scan to say why. */
async function isCompressed(path: string): Promise<boolean> {
  try {
    const file = openFileSource(path, { blocking: true });
    const { compression } = await openContent(file, nodeInflate);
    file.close();
    return compression !== 'none';
  } catch {
    return true;
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
  const thread = new Worker(options.script ?? join(__dirname, 'scanner.js'));
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
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (message: ScanMessage) => {
      if ('progress' in message) options.progress?.(message.progress);
      else settle('scanned' in message ? message.scanned : message);
    };
    const onError = (error: Error) => settle({ failed: error.message });
    const onExit = () => settle({ failed: 'the scan was stopped' });
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage(job);
  });
}

/**
 * Joins the ranges of a file. A range that a record or a damage before it reaches across is left out; one that begins elsewhere than the one before it
 * ended (a record's data held what looks like a record, just there) is read once more, from there.
 */
async function joinFile(plan: Plan, outcomes: Map<ScanJob, Outcome>, options: ScanOptions): Promise<FileScan> {
  const parts: Scanned[] = [];
  for (const job of plan.jobs) {
    const from = parts.at(-1)?.end;
    if (job.range && from !== undefined && from >= job.range.until) continue;
    let part = outcomes.get(job) ?? { failed: 'the scan was stopped' };
    if (job.range && from !== undefined && !('failed' in part) && part.first !== from) {
      part = await runHere({ ...job, range: { from, until: job.range.until, exact: true } }, { ...options, progress: undefined });
    }
    if ('failed' in part) return { path: plan.path, failed: part.failed };
    parts.push(part);
  }
  return { path: plan.path, scanned: joinScans(parts) };
}
