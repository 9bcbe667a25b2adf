import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  const stat = statSync(word, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return [...filesUnder(word)].filter(path => isRecordFileName(basename(path))).sort();
  if (stat) return [word];
  if (!/[*?[{]/.test(word)) return [];
  const segments = word.split('/');
  const fixed = segments.findIndex(segment => /[*?[{]/.test(segment));
  const root = segments.slice(0, fixed).join('/') || (word.startsWith('/') ? '/' : '.');
  const matches = globPattern(word);
  return [...filesUnder(root, segments.includes('**') ? Number.POSITIVE_INFINITY : segments.length - fixed - 1)]
    .filter(path => matches.test(path))
    .sort();
}

/** Files below a folder, to `depth` folders down. Folders that may not be read are left out. */
function* filesUnder(folder: string, depth = Number.POSITIVE_INFINITY): Generator<string> {
  const entries = (() => {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch {
      return [];
    }
  })();
  for (const entry of entries) {
    const path = folder === '.' ? entry.name : join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) yield* filesUnder(path, depth - 1);
    if (entry.isFile() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile())) yield path;
  }
}

const TOKENS: [RegExp, (text: string) => string][] = [
  [/^\*\*\//, () => '(?:[^/]+/)*'],
  [/^\*/, () => '[^/]*'],
  [/^\?/, () => '[^/]'],
  [/^\[[^\]/]+\]/, text => text.replace(/^\[!/, '[^')],
  [/^\{[^{}]*\}/, text => `(?:${text.slice(1, -1).split(',').map(quoted).join('|')})`],
  [/^./s, text => quoted(text)],
];

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A pattern of the shell as a regular expression over a whole path. */
function globPattern(pattern: string): RegExp {
  let rest = pattern.replace(/^\.\//, '');
  let source = '';
  while (rest !== '') {
    for (const [token, translate] of TOKENS) {
      const match = token.exec(rest);
      if (!match) continue;
      source += translate(match[0]);
      rest = rest.slice(match[0].length);
      break;
    }
  }
  return new RegExp(`^(?:\\./)?${source}$`);
}
