import type { Workspace } from '../../rules/core/rule';
import { type Files, NO_SURROUNDINGS, type Surroundings } from '../read/surroundings';

/** Files that can only be asked for and waited for. */
export interface RemoteFiles {
  /** Text of a file; null where there is none. */
  read(path: string): Promise<string | null>;
  /** Files that match a pattern, named as seen from the folder, sorted. */
  glob(folder: string, pattern: string): Promise<string[]>;
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
}

/** The world of a checker that reaches files through messages only: a program is read, what it asked for is fetched, and it is read again. */
export function remoteFiles(remote: RemoteFiles): Files {
  const texts = new Answers<string | null>();
  const globs = new Answers<readonly string[]>();
  return {
    folderOf: path => path.slice(0, Math.max(0, path.lastIndexOf('/'))),
    around: (folders): Surroundings => {
      const glob: Workspace['glob'] = pattern => {
        const found = folders.map(folder => globs.get(`${folder}\n${pattern}`, () => remote.glob(folder, pattern), []));
        return found.find(files => files !== undefined && files.length > 0) ?? (found.includes(undefined) ? undefined : []);
      };
      return { ...NO_SURROUNDINGS, source: path => texts.get(path, () => remote.read(path), null) ?? undefined, workspace: { glob } };
    },
    async settle() {
      const open = [...texts.open.values(), ...globs.open.values()];
      await Promise.all(open);
      return open.length > 0;
    },
  };
}
