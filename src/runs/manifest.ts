import type { EndStatus } from '../common/run-events';

/** What a run folder says of its run: manifest.json, written at the start and whenever the status or the number of finished epochs changes. */
export interface RunManifest {
  version: 1;
  status: 'running' | EndStatus;
  /** Process that writes this folder; once it is gone, a status of "running" means that the run was cut off. */
  pid: number;
  startedAt: string;
  endedAt: string | null;
  /** The file that was read and the variable that holds the model. */
  source: { path: string; model: string };
  engine: { name: string; version: string } | null;
  /** Versions of what ran: node, tensorscope. */
  versions: { [name: string]: string };
  /** Options that the run was started with. */
  options: { [name: string]: unknown };
  /** The training plan, as it was run. */
  plan: unknown;
  epochsFinished: number;
  /** Why it failed, for the user. */
  message: string | null;
}

/** The manifest of a run that begins now, in this process. `plan` is null where nothing was read from the program. */
export const newManifest = (source: RunManifest['source'], options: RunManifest['options'], plan: unknown): RunManifest => ({
  version: 1,
  status: 'running',
  pid: process.pid,
  startedAt: new Date().toISOString(),
  endedAt: null,
  source,
  engine: null,
  versions: { node: process.versions.node },
  options,
  plan,
  epochsFinished: 0,
  message: null,
});

/** File names within a run folder. */
export const RUN_FILES = {
  manifest: 'manifest.json',
  metrics: 'metrics.jsonl',
  log: 'worker.log',
  weights: 'weights.safetensors',
  best: 'best.safetensors',
  /** Folder of the finished epochs of a program under Python, as its Keras writes them. */
  checkpoints: 'checkpoints',
} as const;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * Name for a new run's folder: local date and time first, so that names sort by time, then the program; `taken` tells which names are in use.
 */
export function runName(started: Date, program: string, taken: (name: string) => boolean): string {
  const date = [started.getFullYear(), started.getMonth() + 1, started.getDate()].map(twoDigits).join('-');
  const time = [started.getHours(), started.getMinutes(), started.getSeconds()].map(twoDigits).join('-');
  const base = `${date}_${time}_${program.replace(/[^\w.-]+/g, '_')}`;
  let name = base;
  for (let count = 2; taken(name); count++) name = `${base}_${count}`;
  return name;
}
