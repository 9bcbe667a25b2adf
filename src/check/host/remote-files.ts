import type { RecordFacts, Workspace } from '../../rules/core/rule';
import { recordFacts, type StatisticsOf } from '../read/record-facts';
import type { Files, Surroundings } from '../read/surroundings';
import type { FactStore } from '../read/with-facts';

/** Files that can only be asked for and waited for. */
export interface RemoteFiles {
  /** Text of a file; null where there is none. */
  read(path: string): Promise<string | null>;
  /** Files that match a pattern, named as seen from the folder, sorted. */
  glob(folder: string, pattern: string): Promise<string[]>;
  /** The statistics of record files that the editor has read whole. */
  readonly statistics: StatisticsOf;
}

/** Milliseconds for which an answer counts. */
const ANSWER_CACHE_MS = 5000;

/** Answers by question, and the questions that are open. */
class Answers<Answer> {
  private readonly known = new Map<string, { at: number; answer: Answer }>();
  readonly open = new Map<string, Promise<void>>();

  /** The answer; undefined until it has come. */
  get(key: string, ask: () => Promise<Answer>, none: Answer): Answer | undefined {
    const before = this.known.get(key);
    if (before !== undefined && performance.now() - before.at < ANSWER_CACHE_MS) return before.answer;
    const keep = (answer: Answer): void => {
      this.known.set(key, { at: performance.now(), answer });
      this.open.delete(key);
    };
    if (!this.open.has(key))
      this.open.set(
        key,
        ask().then(keep, () => keep(none)),
      );
    // Until then the last one counts.
    return before?.answer;
  }

  /** What is known may have changed. */
  expire(): void {
    this.known.clear();
  }
}

/** The world of a checker that reaches files through messages only: a program is read, what it asked for is fetched, and it is read again. */
export function remoteFiles(remote: RemoteFiles): Files {
  const texts = new Answers<string | null>();
  const globs = new Answers<readonly string[]>();
  const facts = new Answers<RecordFacts | null>();
  const factsFrom = (folders: readonly string[]): FactStore<readonly string[], RecordFacts> => {
    const keyOf = (files: readonly string[]): string => [...folders, '', ...files].join('\n');
    return {
      peek: files => facts.get(keyOf(files), () => firstFacts(folders, files, remote.statistics), null),
      gather: files => facts.open.get(keyOf(files)) ?? Promise.resolve(),
    };
  };
  return {
    folderOf: path => path.slice(0, Math.max(0, path.lastIndexOf('/'))),
    around: (folders): Surroundings => {
      const glob: Workspace['glob'] = pattern => {
        const found = folders.map(folder => globs.get(`${folder}\n${pattern}`, () => remote.glob(folder, pattern), []));
        return found.find(files => files !== undefined && files.length > 0) ?? (found.includes(undefined) ? undefined : []);
      };
      return {
        source: path => texts.get(path, () => remote.read(path), null) ?? undefined,
        workspace: { glob },
        facts: { records: factsFrom(folders) },
      };
    },
    async settle() {
      const open = [...texts.open.values(), ...globs.open.values()];
      await Promise.all(open);
      return open.length > 0;
    },
    recordsRead: () => facts.expire(),
  };
}

/** The facts of record files as seen from the first of the folders from which the editor knows them; null where it knows them from none. */
async function firstFacts(folders: readonly string[], files: readonly string[], statistics: StatisticsOf): Promise<RecordFacts | null> {
  for (const folder of folders) {
    const known = await statistics(files.map(file => placeFrom(folder, file)));
    if (known) return recordFacts(files, known) ?? null;
  }
  return null;
}

/** The place of a file as it is named from a folder. */
const placeFrom = (folder: string, file: string): string =>
  file.startsWith('/') || /^[a-z][\w+.-]+:/i.test(file) ? file : `${folder}/${file.replace(/^\.\//, '')}`;
