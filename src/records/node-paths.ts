import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { globMatcher, withoutBraces } from '../common/glob';
import { isRecordFileName } from './shards';

/** Files that the words of a call name, and those words that name none. */
export interface Expanded {
  paths: string[];
  unmatched: string[];
}

/** Expands each word: a file stands for itself, a folder for the record files in it at any depth, a pattern (`*`, `**`, `?`, `[…]`, `{a,b}`) for what it matches. */
export function expandPaths(words: string[]): Expanded {
  const paths = new Set<string>();
  const unmatched: string[] = [];
  for (const word of words) {
    const found = expand(word);
    if (found.length === 0) unmatched.push(word);
    for (const path of found) paths.add(path);
  }
  return { paths: [...paths], unmatched };
}

function expand(word: string): string[] {
  const stat = linked(word);
  if (stat?.isDirectory()) return [...filesUnder(word)].filter(path => isRecordFileName(basename(path))).sort();
  if (stat) return [word];
  if (!/[*?[{]/.test(word)) return [];
  const segments = word.split('/');
  const fixed = segments.findIndex(segment => /[*?[{]/.test(segment));
  const root = segments.slice(0, fixed).join('/') || (word.startsWith('/') ? '/' : '.');
  const matchers = withoutBraces(word.replace(/^\.\//, '')).map(globMatcher);
  return [...filesUnder(root, segments.includes('**') ? Number.POSITIVE_INFINITY : segments.length - fixed - 1)]
    .filter(path => matchers.some(matches => matches(path.replace(/^\.\//, ''))))
    .sort();
}

/** What a link leads to; undefined where that is nothing, or may not be looked at. */
function linked(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Files below a folder, to `depth` folders down, those of linked folders too. Each folder is gone through once (`seen` holds their real paths), under its own name
 * rather than a link's, so that links cannot lead in circles. Folders that may not be read are left out.
 */
function* filesUnder(folder: string, depth = Number.POSITIVE_INFINITY, seen = new Set<string>()): Generator<string> {
  const real = resolved(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = entriesOf(folder).map(entry => {
    const path = folder === '.' ? entry.name : join(folder, entry.name);
    return { path, isLink: entry.isSymbolicLink(), target: entry.isSymbolicLink() ? linked(path) : entry };
  });
  for (const { path, target } of entries) if (target?.isFile()) yield path;
  if (depth === 0) return;
  const folders = entries.filter(({ target }) => target?.isDirectory());
  for (const { path } of folders.sort((a, b) => Number(a.isLink) - Number(b.isLink))) yield* filesUnder(path, depth - 1, seen);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function resolved(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
