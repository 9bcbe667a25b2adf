import { statSync } from 'node:fs';
import { join } from 'node:path';
import { vocabularyIn } from '../../compatibility/node-vocabulary';
import { WordCounter } from '../../compatibility/vocabulary';
import { bytesOf, openContent } from '../../records/compression';
import { decodeExample } from '../../records/example';
import { nodeCrc32c } from '../../records/node-crc32c';
import { openFileSource } from '../../records/node-file-source';
import { nodeInflate } from '../../records/node-inflate';
import { readRecords } from '../../records/read-records';
import type { WordFacts, WordsOf } from '../../rules/core/rule';
import type { FactStore } from '../read/with-facts';

/** Texts that are read of a set of files, at most, spread over them evenly, and milliseconds that it may take. */
const MAX_TEXTS = 20_000;
const MAX_MS = 3000;
/** Unknown words that are named. */
const LISTED = 3;

/**
 * How much of the words of a feature's texts a module knows, from the first records of each file; read anew when a file or the module has changed. `find`
 * gives the place of a file as the program names it.
 */
export function wordFacts(find: (path: string) => string): FactStore<WordsOf, WordFacts> {
  const kept = new Map<string, { stamp: string; facts: WordFacts | null }>();
  const keyOf = ({ files, feature, folder }: WordsOf): string => JSON.stringify([files, feature, folder]);
  const stampOf = ({ files, folder }: WordsOf): string =>
    [...files.map(find), join(folder, 'saved_model.pb')]
      .map(path => {
        const stat = statSync(path, { throwIfNoEntry: false });
        return stat ? `${stat.size} ${stat.mtimeMs}` : 'none';
      })
      .join(',');
  return {
    peek(named) {
      const entry = kept.get(keyOf(named));
      return entry?.stamp === stampOf(named) ? entry.facts : undefined;
    },
    async gather(named) {
      const stamp = stampOf(named);
      const facts = await countWords(named, find).catch(() => null);
      kept.set(keyOf(named), { stamp, facts });
    },
  };
}

/** Rejects where the vocabulary is not known, or a file cannot be read whole as far as it is looked at. */
async function countWords({ files, feature, folder }: WordsOf, find: (path: string) => string): Promise<WordFacts> {
  const counter = new WordCounter(await vocabularyIn(folder), LISTED);
  const deadline = performance.now() + MAX_MS;
  const limit = Math.max(1, Math.floor(MAX_TEXTS / files.length));
  let isSampled = false;
  for (const file of files) isSampled = (await countFile(find(file), feature, counter, limit, deadline)) || isSampled;
  return { ...counter.result(), isSampled };
}

/** Counts the words of the first records of a file; whether there are more. */
async function countFile(path: string, feature: string, counter: WordCounter, limit: number, deadline: number): Promise<boolean> {
  const source = openFileSource(path);
  const decoder = new TextDecoder();
  let records = 0;
  try {
    const bytes = bytesOf(await openContent(source, nodeInflate));
    for await (const batch of readRecords(bytes, { crc32c: nodeCrc32c })) {
      if (batch.corruptions.length > 0) throw new Error('corrupted');
      for (let index = 0; index < batch.count; index++) {
        if (records++ === limit || performance.now() > deadline) return true;
        const decoded = decodeExample(batch.bytes, batch.starts[index], batch.starts[index] + batch.lengths[index]);
        const value = decoded.ok ? decoded.value.features.get(feature) : undefined;
        if (value?.kind === 'bytes') for (const text of value.values) counter.add(decoder.decode(text));
      }
    }
    return false;
  } finally {
    source.close();
  }
}
