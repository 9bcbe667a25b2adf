import { statSync } from 'node:fs';
import { bytesOf, openContent } from '../../records/compression';
import { nodeCrc32c } from '../../records/node-crc32c';
import { openFileSource } from '../../records/node-file-source';
import { nodeInflate } from '../../records/node-inflate';
import type { RecordFacts } from '../../rules/core/rule';
import { recordFacts, type StatisticsOf } from '../read/record-facts';
import { type OpenFile, sampleFacts } from '../read/sample-records';
import type { FactStore } from '../read/with-facts';

/**
 * Facts about record files on disk, read anew when a file's size or time has changed: from the statistics of all their records where those are known,
 * else from the first records. `find` gives the place of a file as the program names it.
 */
export function diskFacts(find: (path: string) => string, statisticsOf: StatisticsOf): FactStore<readonly string[], RecordFacts> {
  const kept = new Map<string, { stamp: string; facts: RecordFacts | null }>();
  const stampOf = (files: readonly string[]): string =>
    files
      .map(file => {
        const stat = statSync(find(file), { throwIfNoEntry: false });
        return stat ? `${stat.size} ${stat.mtimeMs}` : 'none';
      })
      .join(',');
  return {
    peek(files) {
      const entry = kept.get(files.join('\n'));
      return entry?.stamp === stampOf(files) ? entry.facts : undefined;
    },
    async gather(files) {
      const stamp = stampOf(files);
      const known = await statisticsOf(files.map(find));
      const facts = known ? recordFacts(files, known) : await sampleFacts(files, path => openFile(find(path)), { crc32c: nodeCrc32c });
      kept.set(files.join('\n'), { stamp, facts: facts ?? null });
    },
  };
}

async function openFile(path: string): Promise<OpenFile | undefined> {
  try {
    const source = openFileSource(path);
    return { bytes: bytesOf(await openContent(source, nodeInflate)), close: () => source.close() };
  } catch {
    return undefined;
  }
}
