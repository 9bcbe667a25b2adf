import { rename, rm } from 'node:fs/promises';
import type { ExportRequest } from '../export/export-records';
import { runTask } from './node-task-thread';

/**
 * Writes selected records of files to a file, in a thread, and gives their count. The file appears under its name only when it is whole; where the task fails, the
 * thread dies or `signal` aborts, nothing is left of it and what lay there before stays. Rejects with the task's message or the signal's reason.
 */
export async function exportToFile(
  paths: string[],
  to: string,
  request: ExportRequest,
  progress: (bytes: number) => void,
  signal: AbortSignal,
  script?: string,
): Promise<number> {
  const partial = `${to}.${process.pid}.partial`;
  // Whatever lies there is of a process that was cut off, or a link.
  await rm(partial, { force: true });
  try {
    const { records } = await runTask('export', { paths, to: partial, request }, ({ bytes }) => progress(bytes), signal, script);
    signal.throwIfAborted();
    await rename(partial, to);
    return records;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
