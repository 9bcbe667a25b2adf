import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile } from '../common/node-files';
import { checks } from './checked';
import { RUN_FILES, type RunManifest } from './manifest';

/** A run folder as it was found. */
export interface Run {
  folder: string;
  manifest: RunManifest;
  /** The manifest's status, or "interrupted" where it says "running" and its process is gone. */
  status: RunManifest['status'] | 'interrupted';
}

/** Whether no process of this id runs on this machine. */
export function processIsGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

const { anything, count, fields, nullable, object, oneOf, text } = checks;
const checkManifest = fields<RunManifest>({
  version: value => value === 1,
  status: oneOf<RunManifest['status']>('running', 'done', 'stopped', 'failed'),
  pid: count,
  startedAt: text,
  endedAt: nullable(text),
  source: fields<RunManifest['source']>({ path: text, model: text }),
  engine: nullable(fields<NonNullable<RunManifest['engine']>>({ name: text, version: text })),
  versions: object,
  options: object,
  plan: anything,
  epochsFinished: count,
  message: nullable(text),
});
const isManifest = (value: unknown): value is RunManifest => checkManifest(value);

/** Bytes of a manifest that are read at most: it holds the plan. */
const MAX_MANIFEST_BYTES = 256 << 20;

/** Reads a run folder; undefined where it is none, or its manifest makes no sense. */
export function readRun(folder: string): Run | undefined {
  try {
    const manifest: unknown = JSON.parse(readTextFile(join(folder, RUN_FILES.manifest), MAX_MANIFEST_BYTES));
    if (!isManifest(manifest)) return undefined;
    const status = manifest.status === 'running' && processIsGone(manifest.pid) ? 'interrupted' : manifest.status;
    return { folder, manifest, status };
  } catch {
    return undefined;
  }
}

/** All runs in a folder of runs, newest first. */
export function listRuns(folder: string): Run[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .sort()
    .reverse()
    .map(name => readRun(join(folder, name)))
    .filter(run => run !== undefined);
}
