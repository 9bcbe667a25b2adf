import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readTextFile } from '../common/node-files';
import { folderOnDisk } from '../hub/node-module-folder';
import { readTextReading } from '../hub/saved-model/text-reading';
import type { WordLookup } from '../hub/text-step';
import { MAX_VOCABULARY_BYTES, type Vocabulary, vocabularyOf } from './vocabulary';

/** Milliseconds that reading a module may take. */
const MAX_READING_MS = 30_000;

/** The vocabulary of the module in a folder. Rejects with a sentence for the user where it is not known. */
export async function vocabularyIn(folder: string): Promise<Vocabulary> {
  const reading = await readTextReading(folderOnDisk(folder), { milliseconds: MAX_READING_MS });
  if ('problem' in reading) throw new Error(reading.problem);
  const vocabulary = vocabularyOf(reading, reading.lookup.kind === 'file' ? assetText(folder, reading.lookup) : undefined);
  if (vocabulary === undefined) throw new Error('How this module splits texts into words is not known.');
  return vocabulary;
}

function assetText(folder: string, { asset }: Extract<WordLookup, { kind: 'file' }>): string {
  const path = join(folder, asset);
  if (relative(folder, path).startsWith('..')) throw new Error(`The vocabulary of this module is outside its folder: ${asset}`);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new Error(`The vocabulary of this module is missing: ${asset}`);
  if (size > MAX_VOCABULARY_BYTES) throw new Error(`The vocabulary of this module is too large: ${asset}`);
  return readTextFile(path, MAX_VOCABULARY_BYTES);
}
