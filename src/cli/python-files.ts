import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { ReadOptions } from '../check/program';
import { loadParser } from '../python/parser';
import { expandPaths } from './node-paths';

/** The grammar's files lie beside the bundle. */
export const parserOfBundle = () =>
  loadParser(() => ({
    runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')),
    python: readFileSync(join(__dirname, 'tree-sitter-python.wasm')),
  }));

/** Text of a file; undefined where there is none that can be read. */
function readSource(path: string): string | undefined {
  try {
    return statSync(path).size <= 4_000_000 ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Reads programs from disk, with record paths seen from a working directory. */
export async function diskOptions(workingDirectory: string): Promise<ReadOptions> {
  return {
    parser: await parserOfBundle(),
    source: readSource,
    workspace: { glob: pattern => globFiles(pattern, workingDirectory) },
  };
}

/** Files that match a pattern, sorted, named as the program would see them: relative patterns give relative names. */
function globFiles(pattern: string, workingDirectory: string): string[] {
  const { paths } = expandPaths([resolve(workingDirectory, pattern)]);
  return isAbsolute(pattern) ? paths : paths.map(path => relative(workingDirectory, path));
}

const skipped = new Set(['node_modules', '__pycache__', 'site-packages', '.git', '.venv', 'venv']);

/** Python files and notebooks that the words of a call name: files as they are, folders with all that is in them but environments. */
export function pythonFiles(words: readonly string[]): { files: string[]; missing: string[] } {
  const files: string[] = [];
  const missing: string[] = [];
  for (const word of words) {
    const stat = statSync(word, { throwIfNoEntry: false });
    if (stat === undefined) missing.push(word);
    else if (stat.isDirectory()) files.push(...filesBelow(word));
    else files.push(word);
  }
  return { files, missing };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(path);
      return /\.(py|ipynb)$/.test(entry.name) ? [path] : [];
    });
}
