import { openContent } from '../../records/compression';
import { nodeCrc32c } from '../../records/node-crc32c';
import { openFileSource, whyNot } from '../../records/node-file-source';
import { nodeInflate } from '../../records/node-inflate';
import type { ReadOptions } from '../../records/read-records';
import { type Range, type Scanned, scan, type Visitor } from '../../records/scan';
import { visitors } from '../collect/scan-visitors';

/** A file, or a range of it, to be scanned. */
export interface ScanJob {
  path: string;
  range?: Range;
  visitor?: { name: string; options?: unknown };
}

export type ScanOutcome = Scanned | { failed: string };

/** Scans one job after the other with one visitor, so that what the visitor keeps is there once however many jobs there are. */
export interface Scanner {
  scan(job: ScanJob): Promise<ScanOutcome>;
  /** What the visitor has found since it was asked last; undefined when there was none. */
  finish(): Promise<unknown>;
}

/** A scanner on the calling thread. */
export function createScanner(progress: (bytes: number) => void, signal?: AbortSignal): Scanner {
  let visitor: Visitor | undefined;
  const options: ReadOptions = { crc32c: nodeCrc32c, signal, spare: {} };
  return {
    async scan(job) {
      visitor ??= job.visitor && visitors[job.visitor.name].create(job.visitor.options);
      try {
        return await scanFile(job, visitor, options, progress);
      } catch (error) {
        return { failed: whyNot(error as NodeJS.ErrnoException) };
      }
    },
    async finish() {
      const found = visitor?.finish();
      visitor = undefined;
      return found;
    },
  };
}

async function scanFile(
  job: ScanJob,
  visitor: Visitor | undefined,
  options: ReadOptions,
  progress: (bytes: number) => void,
): Promise<Scanned> {
  const file = openFileSource(job.path, { blocking: true });
  try {
    const kept = visitor && { ...visitor, finish: () => undefined };
    return await scan(await openContent(file, nodeInflate), job.range, kept, options, progress);
  } finally {
    file.close();
  }
}
