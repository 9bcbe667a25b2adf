import type { RecordFacts, Workspace } from '../../rules/core/rule';

/** What is known of sets of record files, kept for as long as whoever holds it thinks the files unchanged. */
export interface FactStore {
  /** What is known now: facts, or null where they cannot be had; undefined where nobody has looked yet. */
  peek(files: readonly string[]): RecordFacts | null | undefined;
  /** Looks; resolves when `peek` knows. */
  gather(files: readonly string[]): Promise<void>;
}

/** A program asks for its record files while it is read; what it learns may lead it to others. */
const MAX_READINGS = 3;

/**
 * Reads a program with what its record files hold. Files are found out by reading: the first reading tells which are asked for, they are looked
 * into, and the program is read again. `read` may be called up to three times.
 */
export async function readWithRecords<Reading>(
  read: (workspace: Workspace) => Reading,
  workspace: Workspace,
  store: FactStore,
): Promise<Reading> {
  for (let reading = 1; ; reading++) {
    const wanted: (readonly string[])[] = [];
    const result = read({
      ...workspace,
      records: files => {
        const known = store.peek(files);
        if (known === undefined) wanted.push(files);
        return known ?? undefined;
      },
    });
    if (wanted.length === 0 || reading === MAX_READINGS) return result;
    await Promise.all(wanted.map(files => store.gather(files)));
  }
}
