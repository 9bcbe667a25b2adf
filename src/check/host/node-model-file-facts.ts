import type { ModelFileFacts } from '../../hub/model-file/facts';
import { readModelFile } from '../../hub/model-file/read';
import { statOf } from '../../hub/node-cache';
import { openFileSource } from '../../records/node-file-source';
import type { FactStore } from '../read/with-facts';

/** What an editor waits for a file, and reads of it. */
const LIMITS = { milliseconds: 5000, bytes: 1 << 26 };

/** Files of models and weights on disk, read anew when a file's size or time has changed. `find` gives the place of a file as the program names it. */
export function modelFileFacts(find: (path: string) => string): FactStore<string, ModelFileFacts> {
  const kept = new Map<string, { stamp: string; facts: ModelFileFacts | null }>();
  const stampOf = (path: string): string | undefined => {
    const stat = statOf(path);
    return stat?.isFile() ? `${stat.size} ${stat.mtimeMs}` : undefined;
  };
  return {
    peek(name) {
      const path = find(name);
      const stamp = stampOf(path);
      if (stamp === undefined) return null;
      const entry = kept.get(path);
      return entry?.stamp === stamp ? entry.facts : undefined;
    },
    async gather(name) {
      const path = find(name);
      const stamp = stampOf(path);
      if (stamp !== undefined) kept.set(path, { stamp, facts: await factsAt(path) });
    },
  };
}

async function factsAt(path: string): Promise<ModelFileFacts | null> {
  try {
    const source = openFileSource(path);
    try {
      const reading = await readModelFile(source, LIMITS);
      return 'facts' in reading ? reading.facts : null;
    } finally {
      source.close();
    }
  } catch {
    return null;
  }
}
