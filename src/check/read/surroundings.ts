import type { ModuleFolder } from '../../hub/saved-model/read';
import type { Workspace } from '../../rules/core/rule';
import type { FactStores } from './with-facts';

/** What a program sees of the world besides its own text. */
export interface Surroundings {
  /** Text of a file that an import may lead to; undefined where there is none. */
  source?(path: string): string | undefined;
  readonly workspace: Workspace;
  readonly facts: FactStores;
  readonly onDisk?: OnDisk;
}

/**
 * A file or folder as the program names it: its whole path, and the bytes of all that is in it, null where that is too much to count. Undefined where
 * there is none.
 */
export type OnDisk = (path: string) => { readonly path: string; readonly bytes: number | null } | undefined;

/** Folders of Hub modules by handle, as the user says. */
export type ModuleFolders = { readonly [handle: string]: string };

/** Where surroundings come from: a disk, or an editor that is asked over a channel. */
export interface Files {
  /** The world as seen from the first of these folders; record paths that lead nowhere there are tried from the next. */
  around(folders: readonly string[], modules?: ModuleFolders): Surroundings;
  /** The folder of a file. */
  folderOf(path: string): string;
  /** The files of a folder; missing where they cannot be opened piece by piece. */
  folder?(path: string): ModuleFolder;
  /** Resolves when files that were asked for, and were not at hand, have come; true if a program read now sees more than before. */
  settle?(): Promise<boolean>;
  /** More may be known of record files than before. */
  recordsRead?(): void;
}

/** No file but the program itself. */
export const NO_SURROUNDINGS: Surroundings = { workspace: {}, facts: {} };
