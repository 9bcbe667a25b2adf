import { availableParallelism } from 'node:os';
import type { Scanned } from '../../records/scan';
import { visitors } from '../collect/scan-visitors';
import { createScanner, type ScanJob, type Scanner } from './node-run-scan';
import { type FilePlan, inOnePiece, joinRanges, noteOutcome, planFile } from './node-scan-plan';
import { startScanThread } from './node-scan-thread';

/** Files below this many bytes are read here and now: starting a thread takes longer. */
const MIN_BYTES_FOR_THREADS = 8 << 20;

export interface ScanOptions {
  visitor?: ScanJob['visitor'];
  /** Name of the dataset that a file is part of: what visitors find is told for each dataset. All files are one unless told. */
  datasetOf?: (path: string) => string;
  /** Told of bytes as they are done, in all of the files' bytes (compressed files count decompressed bytes). */
  progress?: (bytes: number) => void;
  threads?: number;
  /** Bytes of a range into which large files are cut. */
  range?: number;
  /** The bundled node-scanner.ts; beside this file by default. */
  script?: string;
  signal?: AbortSignal;
}

/**
 * What came of a file. `found` of the scan is what the visitors found in the whole dataset that the file is part of, in a list of one, where it is the
 * first file of the dataset that could be scanned; otherwise the list is empty. `outline` is the list of what they told of the file's own ranges.
 */
export type FileScan = { path: string; scanned: Scanned } | { path: string; failed: string };

/**
 * Scans files with as many threads as the machine has processors. The outcomes come in the order of the paths. Each thread has one visitor at a time, so
 * the memory that is taken does not grow with the files.
 */
export async function scanFiles(paths: string[], options: ScanOptions = {}): Promise<FileScan[]> {
  const { datasetOf = () => '', visitor, range, signal } = options;
  const plans = await Promise.all(paths.map(path => planFile(path, datasetOf(path), visitor, range)));
  const found = await runPlans(plans, options);
  // What a visitor has counted cannot be taken back, so a dataset with a torn file is scanned again.
  const torn = new Set(plans.filter(plan => joinRanges(plan) === 'torn').map(plan => plan.dataset));
  if (torn.size > 0 && !signal?.aborted) {
    const again = plans.map(plan => (torn.has(plan.dataset) ? inOnePiece(plan) : plan));
    const foundAgain = await runPlans(
      again.filter(plan => torn.has(plan.dataset)),
      { ...options, progress: undefined },
    );
    return scansOf(again, new Map([...found, ...foundAgain]));
  }
  return scansOf(plans, found);
}

/** The outcome of each file; what was found in a dataset goes to the first of its files. */
function scansOf(plans: FilePlan[], found: Map<string, unknown>): FileScan[] {
  return plans.map(plan => {
    const outcome = joinRanges(plan);
    if (outcome === 'torn' || 'failed' in outcome)
      return { path: plan.path, failed: outcome === 'torn' ? 'the scan was stopped' : outcome.failed };
    const ofDataset = found.has(plan.dataset) ? [found.get(plan.dataset)] : [];
    found.delete(plan.dataset);
    return { path: plan.path, scanned: { ...outcome, found: ofDataset } };
  });
}

/** One range of one file. */
interface Turn {
  plan: FilePlan;
  job: number;
}

/** Runs the jobs of all plans and writes their outcomes; gives what was found, by the dataset's name. */
async function runPlans(plans: FilePlan[], options: ScanOptions): Promise<Map<string, unknown>> {
  const jobs = plans.reduce((sum, plan) => sum + plan.jobs.length, 0);
  const bytes = plans.reduce((sum, plan) => sum + plan.bytes, 0);
  const threads = Math.min(options.threads ?? (bytes < MIN_BYTES_FOR_THREADS ? 0 : availableParallelism()), jobs);
  const shares = sharedOut(plans, Math.max(1, threads));
  const parts = await Promise.all(
    shares.map(share => {
      const work = (scanner: Scanner) => takeTurns(scanner, share, options);
      return threads === 0 ? work(createScanner(options.progress ?? (() => undefined), options.signal)) : withThread(work, options);
    }),
  );
  return mergeParts(parts, options.visitor);
}

/**
 * The jobs, dataset by dataset, dealt out so that each thread has about the same number of bytes. Who does what does not depend on who is quicker: that
 * would change, from run to run, which values a sketch happens to take.
 */
function sharedOut(plans: FilePlan[], threads: number): Turn[][] {
  const shares = Array.from({ length: threads }, () => ({ bytes: 0, turns: [] as Turn[] }));
  for (const dataset of new Set(plans.map(plan => plan.dataset))) {
    for (const plan of plans.filter(plan => plan.dataset === dataset)) {
      for (let job = 0; job < plan.jobs.length; job++) {
        const least = shares.reduce((least, share) => (share.bytes < least.bytes ? share : least));
        least.turns.push({ plan, job });
        least.bytes += plan.bytes / plan.jobs.length;
      }
    }
  }
  return shares.map(share => share.turns);
}

/** Has a scanner take its turns, and hand over what it found whenever it is done with a dataset. */
async function takeTurns(scanner: Scanner, turns: Turn[], { signal }: ScanOptions): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  let taken: Turn[] = [];
  const handOver = async () => {
    try {
      found.set(taken[0].plan.dataset, await scanner.finish());
    } catch (error) {
      // With the thread went what it had counted.
      for (const { plan, job } of taken) plan.outcomes[job] = { failed: (error as Error).message };
    }
    taken = [];
  };
  for (const turn of turns) {
    if (signal?.aborted) break;
    const { plan, job } = turn;
    if (taken.length > 0 && taken[0].plan.dataset !== plan.dataset) await handOver();
    taken.push(turn);
    noteOutcome(plan, job, await scanner.scan(plan.jobs[job]));
  }
  if (taken.length > 0) await handOver();
  return found;
}

/** What the threads found, put together in the order of the threads. */
function mergeParts(parts: Map<string, unknown>[], visitor: ScanOptions['visitor']): Map<string, unknown> {
  const whole = new Map<string, unknown>();
  for (const [dataset, found] of parts.flatMap(part => [...part])) {
    if (!visitor || found === undefined) continue;
    whole.set(dataset, whole.has(dataset) ? visitors[visitor.name].merge(whole.get(dataset), found) : found);
  }
  return whole;
}

/** Gives a thread to `use` and ends it afterwards; an abort ends it at once. */
async function withThread<R>(use: (scanner: Scanner) => Promise<R>, options: ScanOptions): Promise<R> {
  const thread = startScanThread(options.progress ?? (() => undefined), options.script);
  const stop = () => void thread.close();
  options.signal?.addEventListener('abort', stop);
  try {
    return await use(thread);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await thread.close();
  }
}
