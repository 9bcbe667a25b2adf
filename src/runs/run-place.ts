import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** The folder of this product in a workspace. It ignores itself, so that no run gets into a repository by chance. */
const PRODUCT_FOLDER = '.tensorscope';

const isWithin = (base: string, path: string): boolean => {
  const way = relative(base, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** Where a path really leads, as far as it exists. */
function realPlace(path: string): string {
  const missing: string[] = [];
  let there = path;
  while (!existsSync(there) && dirname(there) !== there) {
    missing.unshift(relative(dirname(there), there));
    there = dirname(there);
  }
  return join(realpathSync(there), ...missing);
}

/**
 * Makes the folder of a run. One that is meant to lie in the workspace stays there: throws an error for the user where a link would lead it elsewhere,
 * else Node's error where it cannot be made.
 */
export function makeRunFolder(folder: string, workspace: string): void {
  const place = realPlace(folder);
  if (isWithin(workspace, folder) && !isWithin(realPlace(workspace), place))
    throw new Error(
      `the run folder ${folder} leads out of the workspace through a link, to ${place}; remove the link or choose another run folder`,
    );
  mkdirSync(folder, { recursive: true });
  const parts = folder.split(sep);
  const own = parts.lastIndexOf(PRODUCT_FOLDER);
  if (own < 0) return;
  try {
    writeFileSync(join(parts.slice(0, own + 1).join(sep), '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    // There is one, or what is at its place; either is the user's.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
