import { openContent } from '../records/compression';
import { nodeCrc32c } from '../records/node-crc32c';
import { openFileSource } from '../records/node-file-source';
import { nodeInflate } from '../records/node-inflate';
import { type Range, type Scanned, scan } from '../records/scan';
import { visitors } from './collect/scan-visitors';

/** A file, or a range of it, to be scanned. */
export interface ScanJob {
  path: string;
  range?: Range;
  visitor?: { name: string; options?: unknown };
}

/** Runs one job on the calling thread. Rejects when the file cannot be opened. */
export async function runScan(job: ScanJob, progress: (bytes: number) => void, signal?: AbortSignal): Promise<Scanned> {
  const file = openFileSource(job.path, { blocking: true });
  try {
    const visitor = job.visitor && visitors[job.visitor.name](job.visitor.options);
    return await scan(await openContent(file, nodeInflate), job.range, visitor, { crc32c: nodeCrc32c, signal }, progress);
  } finally {
    file.close();
  }
}
