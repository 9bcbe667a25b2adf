import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/** Milliseconds without a change after which TensorFlow Hub takes a lock for abandoned. */
const ABANDONED_MS = 10 * 60_000;

/** The lock of a module's folder in TensorFlow Hub's cache, and the folder beside it that its holder downloads into. */
export interface CacheLock {
  readonly stage: string;
  /** Takes the lock and what is left in the stage away. */
  release(): Promise<void>;
}

/** Locks a module's folder as TensorFlow Hub does, so that no Python downloads it at the same time. Rejects where somebody else holds the lock. */
export async function lockFolder(folder: string): Promise<CacheLock> {
  const file = `${folder}.lock`;
  const id = randomUUID().replaceAll('-', '');
  const content = `${hostname()}.${process.pid}.${id}`;
  await mkdir(dirname(folder), { recursive: true });
  for (let isRetry = false; ; isRetry = true) {
    try {
      await writeFile(file, content, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isRetry || !(await removeAbandoned(folder, file)))
        throw new Error(`The module is being downloaded by another program. If none is running, delete ${file}.`);
    }
  }
  const stage = `${folder}.${id}.tmp`;
  await mkdir(stage);
  return {
    stage,
    async release() {
      await rm(stage, { recursive: true, force: true });
      if ((await readFile(file, 'utf8').catch(() => '')) === content) await rm(file, { force: true });
    },
  };
}

/** Takes away the lock of a program that was killed, with its stage; false where it may still be at work. */
async function removeAbandoned(folder: string, file: string): Promise<boolean> {
  const content = await readFile(file, 'utf8').catch(() => '');
  const [host, pid, id = ''] = content.split('.').slice(-3);
  const isOurMachine = content === `${hostname()}.${pid}.${id}`;
  if (isOurMachine && host !== undefined && isRunning(Number(pid))) return false;
  const stage = `${folder}.${id}.tmp`;
  const changes = await Promise.all([file, ...(/^\w+$/.test(id) ? [stage] : [])].map(changedAt));
  if (!isOurMachine && Date.now() - Math.max(...changes) < ABANDONED_MS) return false;
  if (/^\w+$/.test(id)) await rm(stage, { recursive: true, force: true });
  await rm(file, { force: true });
  return true;
}

const changedAt = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
