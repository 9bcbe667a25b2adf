import { statSync } from 'node:fs';
import { openContent } from '../../records/compression';
import { openFileSource } from '../../records/node-file-source';
import { nodeInflate } from '../../records/node-inflate';
import { joinScans, MAX_CORRUPTIONS_KEPT, type Scanned } from '../../records/scan';
import type { ScanJob, ScanOutcome } from './node-run-scan';

/** How a file is scanned, and how far that has come. */
export interface FilePlan {
  path: string;
  /** Name of the dataset that it is part of. */
  dataset: string;
  bytes: number;
  jobs: ScanJob[];
  outcomes: (ScanOutcome | undefined)[];
}

/** Ranges into which a large file is cut: small enough to keep all threads busy to the end. */
const RANGE_BYTES = 8 << 20;
/** A file is cut into a multiple of so many, so that two or four threads have equally much to do. */
const RANGES_MULTIPLE_OF = 4;
/** A file is cut into no more ranges than these, so that what is kept of each does not add up. */
const MAX_RANGES = 1024;

/** Plans a file in ranges, or in one piece where it is small, compressed, or cannot be opened (the scan is to say why). */
export async function planFile(path: string, dataset: string, visitor: ScanJob['visitor'], range = RANGE_BYTES): Promise<FilePlan> {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const cut = bytes > range && (await isPlain(path));
  const ranges = cut ? Math.min(MAX_RANGES, Math.ceil(bytes / range / RANGES_MULTIPLE_OF) * RANGES_MULTIPLE_OF) : 1;
  const length = Math.ceil(bytes / ranges);
  const jobs = Array.from({ length: ranges }, (_, i): ScanJob => {
    return cut
      ? { path, visitor, range: { from: Math.min(bytes, i * length), until: Math.min(bytes, (i + 1) * length) } }
      : { path, visitor };
  });
  return { path, dataset, bytes, jobs, outcomes: [] };
}

/** Notes the outcome of a range, without corruptions that would not be listed for all those before them. */
export function noteOutcome(plan: FilePlan, job: number, outcome: ScanOutcome): void {
  const before = plan.outcomes.slice(0, job).reduce((sum, part) => sum + (part && 'corruptions' in part ? part.corruptions.length : 0), 0);
  plan.outcomes[job] = 'corruptions' in outcome && before >= MAX_CORRUPTIONS_KEPT ? { ...outcome, corruptions: [] } : outcome;
}

/** The same file to be scanned once more, in one piece. */
export const inOnePiece = (plan: FilePlan): FilePlan => ({
  ...plan,
  jobs: [{ path: plan.path, visitor: plan.jobs[0].visitor }],
  outcomes: [],
});

async function isPlain(path: string): Promise<boolean> {
  try {
    const file = openFileSource(path, { blocking: true });
    const { compression } = await openContent(file, nodeInflate);
    file.close();
    return compression === 'none';
  } catch {
    return false;
  }
}

/**
 * Puts the ranges of a file together. 'torn' when one does not begin where the one before it ended: where a range was cut, a record's data held what
 * looks like a record.
 */
export function joinRanges(plan: FilePlan): ScanOutcome | 'torn' {
  const parts: Scanned[] = [];
  for (let i = 0; i < plan.jobs.length; i++) {
    const part = plan.outcomes[i] ?? { failed: 'the scan was stopped' };
    if ('failed' in part) return part;
    const from = parts.at(-1)?.end ?? part.first;
    // A record, or a corruption, may reach across whole ranges: nothing begins in those.
    const isEmpty = part.numbered === 0 && part.corruptionCount === 0;
    if (part.first === from || (isEmpty && from >= part.end)) parts.push({ ...part, end: Math.max(from, part.end) });
    else return 'torn';
  }
  return joinScans(parts);
}
