import { Uri } from 'vscode';
import type { Names } from '../../viewer/detail';
import { textOfFile } from '../ui/text-file';

/** Files beside records that name what their numbers stand for, a line each. */
const VOCABULARIES = ['vocab.txt', 'vocabulary.txt'];
const LABELS = ['labels.txt', 'classes.txt'];
const MAX_VOCABULARY_BYTES = 16 << 20;

/** The words of ids and the names of labels, from the files beside the records; empty where there are none. */
export async function namesBeside(uri: Uri): Promise<Names> {
  const [vocabulary, labels] = await Promise.all([firstOf(uri, VOCABULARIES), firstOf(uri, LABELS)]);
  return { vocabulary, labels };
}

async function firstOf(uri: Uri, names: string[]): Promise<string[]> {
  for (const name of names) {
    const file = Uri.joinPath(uri, '..', name);
    try {
      return (await textOfFile(file, MAX_VOCABULARY_BYTES)).split(/\r?\n/);
    } catch {
      // There is none of this name.
    }
  }
  return [];
}
