import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingEnd, TrainingEvent } from '../common/run-events';
import { writeFileAtomically } from './atomic-file';
import { RUN_FILES, type RunManifest } from './manifest';
import { makeRunFolder } from './run-place';

/** The writing end of a run folder. */
export interface RunWriter {
  readonly folder: string;
  /** Appends one event to metrics.jsonl; it is with the operating system when this returns. */
  event(event: TrainingEvent): void;
  /** Appends a line to worker.log. */
  log(text: string): void;
  /** Changes the manifest. */
  update(change: Partial<RunManifest>): void;
  /** Changes the manifest by how the run ended, and closes the files. The event itself is written by `event`. */
  end(end: TrainingEnd): void;
  close(): void;
}

/** Appends to a file, but not through a link. */
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

/** Makes a run folder in the workspace or elsewhere, or takes over an empty one, and writes its manifest. Throws an error that says why if that cannot be done. */
export function createRun(folder: string, workspace: string, manifest: RunManifest): RunWriter {
  makeRunFolder(folder, workspace);
  let current = manifest;
  const write = (): void => writeFileAtomically(join(folder, RUN_FILES.manifest), [`${JSON.stringify(current, undefined, 2)}\n`]);
  write();
  const metrics = openSync(join(folder, RUN_FILES.metrics), APPEND);
  const log = openSync(join(folder, RUN_FILES.log), APPEND);
  const close = (): void => {
    closeSync(metrics);
    closeSync(log);
  };
  return {
    folder,
    event: event => void writeSync(metrics, `${JSON.stringify(event)}\n`),
    log: text => void writeSync(log, `${text}\n`),
    update(change) {
      current = { ...current, ...change };
      write();
    },
    end({ status, message }) {
      this.update({ status, endedAt: new Date().toISOString(), message: message ?? null });
      close();
    },
    close,
  };
}
