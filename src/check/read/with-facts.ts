import type { ModelFileFacts } from '../../hub/model-file/facts';
import type { HubModule } from '../../hub/module';
import type { RecordFacts, WordFacts, WordsOf, Workspace } from '../../rules/core/rule';

/** What is known of files that a program names, kept for as long as whoever holds it thinks the files unchanged. */
export interface FactStore<Named, Facts> {
  /** What is known now: facts, or null where they cannot be had; undefined where nobody has looked yet. */
  peek(named: Named): Facts | null | undefined;
  /** Looks; resolves when `peek` knows. */
  gather(named: Named): Promise<void>;
}

/** Facts about the files of a program by what kind of file they are. A kind that is missing is not looked into. */
export interface FactStores {
  /** Sets of record files. */
  readonly records?: FactStore<readonly string[], RecordFacts>;
  /** Hub modules by handle or folder. */
  readonly modules?: FactStore<string, HubModule>;
  /** Words of texts in the records that modules know. */
  readonly words?: FactStore<WordsOf, WordFacts>;
  /** Files of models and weights. */
  readonly modelFiles?: FactStore<string, ModelFileFacts>;
}

/** The same without what the records hold, which takes time to find out. */
export const withoutRecords = ({ records: _, words: __, ...others }: FactStores): FactStores => others;

/** A program asks for its files while it is read; what it learns may lead it to others. */
const MAX_READINGS = 3;

/**
 * Reads a program with what its files hold. Files are found out by reading: the first reading tells which are asked for, they are looked into, and
 * the program is read again. `read` may be called up to three times.
 */
export async function readWithFacts<Reading>(
  read: (workspace: Workspace) => Reading,
  workspace: Workspace,
  { records, modules, words, modelFiles }: FactStores,
): Promise<Reading> {
  for (let reading = 1; ; reading++) {
    const wanted: (() => Promise<void>)[] = [];
    const known = <Named, Facts>(store: FactStore<Named, Facts>, named: Named): Facts | undefined => {
      const facts = store.peek(named);
      if (facts === undefined) wanted.push(() => store.gather(named));
      return facts ?? undefined;
    };
    const result = read({
      ...workspace,
      ...(records && { records: files => known(records, files) }),
      ...(modules && { module: handle => known(modules, handle) }),
      ...(words && { words: of => known(words, of) }),
      ...(modelFiles && { modelFile: path => known(modelFiles, path) }),
    });
    if (wanted.length === 0 || reading === MAX_READINGS) return result;
    await Promise.all(wanted.map(gather => gather()));
  }
}
