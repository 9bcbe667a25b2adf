import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
