import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { statOf } from '../../hub/node-cache';
import type { OnDisk } from '../read/surroundings';

/** Files and folders of a module that are counted, at most, and how deep they lie. */
const MAX_ENTRIES = 2000;
const MAX_DEPTH = 4;

/** A file or folder with the bytes of all that is in it. */
export const placeOnDisk: OnDisk = path => {
  const stat = statOf(path);
  if (stat === undefined) return undefined;
  return { path, bytes: stat.isDirectory() ? bytesIn(path, MAX_DEPTH, { entries: MAX_ENTRIES }) : stat.size };
};

/** Null where there are too many, or where nobody may look. */
function bytesIn(folder: string, depth: number, left: { entries: number }): number | null {
  let sum = 0;
  try {
    for (const name of readdirSync(folder)) {
      if (--left.entries < 0 || depth === 0) return null;
      const stat = statOf(join(folder, name));
      const bytes = stat?.isDirectory() ? bytesIn(join(folder, name), depth - 1, left) : (stat?.size ?? 0);
      if (bytes === null) return null;
      sum += bytes;
    }
    return sum;
  } catch {
    return null;
  }
}
