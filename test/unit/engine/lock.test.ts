import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../../../src/engine/lock';

const TIMES = { refreshMs: 20, staleMs: 150 };

describe('the lock of a set-up', () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    lock = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const takeOver = async (): Promise<number> => {
    let waited = 0;
    await withLock(
      lock,
      async () => undefined,
      () => void waited++,
      AbortSignal.timeout(5_000),
      TIMES,
    );
    return waited;
  };

  /** What a killed process leaves: nothing, a number that another process has by now, or a token. */
  for (const [what, text] of [
    ['an empty lock', ''],
    ['a lock with the number of a living process', String(process.pid)],
    ['a lock with a token', 'a3c0'],
  ] as const) {
    it(`${what} that nobody refreshes is taken over`, async () => {
      writeFileSync(lock, text);
      const before = new Date(Date.now() - 60_000);
      utimesSync(lock, before, before);
      assert.equal(await takeOver(), 0, 'nobody waits for it');
      assert.deepEqual(readdirSync(folder), []);
    });
  }

  it('a fresh lock is waited for until it is stale', async () => {
    writeFileSync(lock, '');
    assert.equal(await takeOver(), 1);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('one holder at a time, however many wait, also longer than a lock takes to become stale', async () => {
    let running = 0;
    const work = async (): Promise<void> => {
      assert.equal(++running, 1);
      await sleep(TIMES.staleMs * 2);
      running--;
    };
    await Promise.all([1, 2, 3].map(() => withLock(lock, work, () => undefined, undefined, TIMES)));
    assert.equal(existsSync(lock), false);
  });

  it('is given back when the work fails, and when the waiting is cancelled', async () => {
    await assert.rejects(
      withLock(
        lock,
        async () => Promise.reject(new Error('no')),
        () => undefined,
        undefined,
        TIMES,
      ),
      /no/,
    );
    assert.equal(existsSync(lock), false);
    writeFileSync(lock, '');
    await assert.rejects(
      withLock(lock, takeOver, () => undefined, AbortSignal.timeout(20)),
      { name: 'AbortError' },
    );
  });

  it('says in one sentence why the folder cannot be used', async () => {
    writeFileSync(lock, '');
    const inside = join(lock, 'cache', 'lock');
    await assert.rejects(
      withLock(
        inside,
        async () => undefined,
        () => undefined,
      ),
      /^Error: the cache folder .* cannot be used: a part of its path is a file\. XDG_CACHE_HOME can name another folder$/,
    );
  });
});
