import * as assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a page may take to show what it was asked for, and how often it is looked at. */
const PATIENCE_MS = 60_000;
const BETWEEN_LOOKS_MS = 50;

/** Waits until an assertion about a page holds; fails as it did the last time when it does not come to hold. */
export async function comesToHold(assertion: () => unknown): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await wait(BETWEEN_LOOKS_MS);
  }
}

/** Waits until what is read off a page equals a value, or is a text that matches a pattern. */
export const becomes = (read: () => unknown, expected: unknown): Promise<void> =>
  comesToHold(async () => {
    const found = await read();
    if (expected instanceof RegExp) assert.match(String(found), expected);
    else assert.deepEqual(found, expected);
  });
