import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What TensorFlow prints at every start, whatever is trained. */
export const tensorFlowNotice =
  /^(WARNING: All log messages before absl|[IW]\d{4} |E\d{4} .*cuda|To enable the following instructions|\d{4}-\d\d-\d\d .*: [IW] |Hi, looks like you are running|=+$|\s*$)/;

/** How long the output of a process that has ended is still read: what it wrote last may be in the pipe. */
export const FLUSH_AFTER_EXIT_MS = 50;

/** How much of the last line is quoted when a process crashed. */
const QUOTED_CHARACTERS = 200;

/** What a process printed last. */
export interface ProcessOutput {
  /** Empty while nothing was printed. */
  lastLine(): string;
}

/** Hands over every line of a process's standard output and error, except those that match `notice`. */
export function readOutput(child: ChildProcess, log: (line: string) => void, notice?: RegExp): ProcessOutput {
  let last = '';
  for (const input of [child.stdout, child.stderr]) {
    if (!input) continue;
    createInterface({ input }).on('line', line => {
      if (notice?.test(line)) return;
      if (line.trim() !== '') last = line;
      log(line);
    });
  }
  return { lastLine: () => last };
}

/** Why a run has failed whose process ended before the run did. */
export function describeCrash(code: number | null, signal: NodeJS.Signals | null, output: ProcessOutput): string {
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  const last = output.lastLine().trim().slice(0, QUOTED_CHARACTERS);
  return `the training process ${how} before the run was over${last && `; its last output: ${last}`}`;
}
