import { vocabularyIn } from '../compatibility/node-vocabulary';
import { type VocabularyCoverage, WordCounter } from '../compatibility/vocabulary';
import { type LocateOptions, locateModule } from '../hub/node-cache';
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
