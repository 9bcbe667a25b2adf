import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process of this id is running on this machine. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function tryToLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** The process that holds the lock; undefined while it is just being written. */
async function holderOf(path: string): Promise<number | undefined> {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''));
  return pid > 0 ? pid : undefined;
}

/**
 * Runs `work` while no other process holds the lock file. A lock whose process is gone is taken over. `onWait` is called once if another one has it.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, onWait: () => void, signal?: AbortSignal): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  let notified = false;
  while (!(await tryToLock(path))) {
    const holder = await holderOf(path);
    if (holder !== undefined && !processIsAlive(holder)) await rm(path, { force: true });
    else {
      if (!notified) onWait();
      notified = true;
      await sleep(200, undefined, { signal });
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
