import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MAX_VOCABULARY_BYTES, type Vocabulary, type VocabularyCoverage, vocabularyOf, WordCounter } from '../compatibility/vocabulary';
import { type LocateOptions, locateModule } from '../hub/node-cache';
import { folderOnDisk } from '../hub/node-module-folder';
import { readTextReading } from '../hub/saved-model/text-reading';
import type { WordLookup } from '../hub/text-step';
import { findRecords } from '../query/find-records';
import { bytesOf } from '../records/compression';
import { nodeCrc32c } from '../records/node-crc32c';
import { withContent } from './node-content';

/** Which words are counted: those of a feature, in all records of some files, against the vocabulary of a module. Plain data. */
export interface WordsRequest extends Pick<LocateOptions, 'given' | 'folders'> {
  readonly paths: readonly string[];
  readonly feature: string;
  readonly handle: string;
}

/** How much of the words the vocabulary knows; `vocabulary`: its words, null where every word is known by its hash. */
export interface CountedWords {
  readonly coverage: VocabularyCoverage;
  readonly vocabulary: number | null;
}

/** Milliseconds that reading a module may take. */
const MAX_READING_MS = 30_000;

/** Counts the words; tells the bytes of records that were read since the last time. Rejects with a message for the user where the vocabulary is not known. */
export async function countKnownWords(
  { paths, feature, handle, given, folders }: WordsRequest,
  tell: (news: { bytes: number }) => void,
  signal: AbortSignal,
): Promise<CountedWords> {
  const located = locateModule(handle, { given, folders, environment: process.env });
  if (!('folder' in located)) throw new Error(located.problem);
  const vocabulary = await vocabularyIn(located.folder);
  const counter = new WordCounter(vocabulary);
  const decoder = new TextDecoder();
  for (const path of paths) {
    const count = (content: Parameters<Parameters<typeof withContent>[1]>[0]) =>
      findRecords(
        bytesOf(content),
        ({ features }) => {
          const value = features.get(feature);
          if (value?.kind === 'bytes') counter.add(value.values.map(text => decoder.decode(text)).join(' '));
          return false;
        },
        0,
        ({ bytes }) => tell({ bytes }),
        { crc32c: nodeCrc32c, signal },
      );
    await withContent(path, count);
  }
  return { coverage: counter.result(), vocabulary: vocabulary.size };
}

async function vocabularyIn(folder: string): Promise<Vocabulary> {
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
  return readFileSync(path, 'utf8');
}
