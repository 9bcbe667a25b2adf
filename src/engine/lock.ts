import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A holder refreshes its lock's time this often … */
const REFRESH_MS = 2_000;
/** … so a lock that has not been refreshed for this long has no holder: it was killed, whatever process has its number now. */
const STALE_MS = 10_000;
const RETRY_MS = 200;

/** How a lock behaves; the defaults but in tests. */
export interface LockTimes {
  refreshMs: number;
  staleMs: number;
}

/** Why a lock file cannot be written, as one sentence. */
const whyNot: { [code: string]: string } = {
  EACCES: 'it is not writable',
  EPERM: 'it is not writable',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is a file',
};

function unwritable(path: string, error: NodeJS.ErrnoException): Error {
  const reason = whyNot[error.code ?? ''] ?? error.message;
  return new Error(`the cache folder ${dirname(path)} cannot be used: ${reason}. XDG_CACHE_HOME can name another folder`);
}

/** Whether the lock file was made, holding the token. One that could not be written whole is taken away again. */
async function tryToLock(path: string, token: string): Promise<boolean> {
  let made = false;
  try {
    const file = await open(path, 'wx');
    made = true;
    await file.writeFile(token).finally(() => file.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    if (made) await rm(path, { force: true });
    throw unwritable(path, error as NodeJS.ErrnoException);
  }
}

/**
 * Takes a lock away that nobody refreshes. It is renamed first, since one of several waiters only can do that, and looked at again then: if another waiter was
 * quicker and has a lock of its own by now, that one is put back. Answers whether it is worth trying again at once.
 */
async function removeStale(path: string, staleMs: number): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  try {
    if (Date.now() - (await stat(path)).mtimeMs < staleMs) return false;
    await rename(path, aside);
    if (Date.now() - (await stat(aside)).mtimeMs < staleMs) await rename(aside, path);
    else await rm(aside, { force: true });
  } catch {
    // Another waiter has taken it away.
  }
  return true;
}

/** Runs `work` while no other process holds the lock file. A lock that is not refreshed any more is taken over. `onWait` is called once if another one has it. */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait: () => void,
  signal?: AbortSignal,
  { refreshMs, staleMs }: LockTimes = { refreshMs: REFRESH_MS, staleMs: STALE_MS },
): Promise<T> {
  const token = randomUUID();
  await mkdir(dirname(path), { recursive: true }).catch(error => {
    throw unwritable(path, error);
  });
  let waits = false;
  while (!(await tryToLock(path, token))) {
    if (await removeStale(path, staleMs)) continue;
    if (!waits) onWait();
    waits = true;
    await sleep(RETRY_MS, undefined, { signal });
  }
  const refresh = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, refreshMs);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    if ((await readFile(path, 'utf8').catch(() => '')) === token) await rm(path, { force: true });
  }
}
