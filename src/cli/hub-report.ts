import { describeListed, differences } from '../hub/describe';
import { locateModule } from '../hub/node-cache';
import { folderOnDisk } from '../hub/node-module-folder';
import type { SavedModelFacts } from '../hub/saved-model/facts';
import { readSavedModel } from '../hub/saved-model/read';

/** What is said of a module: the contract of `--json`. What is not known is null or missing; in shapes null is an open axis. */
export interface HubReport extends Partial<Omit<SavedModelFacts, 'format' | 'signatures' | 'endpoints' | 'problems' | 'notes'>> {
  readonly handle: string;
  readonly folder: string | null;
  readonly format: SavedModelFacts['format'] | null;
  readonly signatures: SavedModelFacts['signatures'];
  /** How the folder was found, or that the catalogue is all there is. */
  readonly source: 'setting' | 'folder' | 'tfhub-cache' | 'kagglehub-cache' | 'catalogue' | null;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** What is known of a module by its handle or folder. */
export async function reportOn(handle: string, modules: { readonly [handle: string]: string }): Promise<HubReport> {
  const located = locateModule(handle, { given: modules, folders: [process.cwd()], environment: process.env });
  if (!('folder' in located)) {
    const listed = describeListed(handle);
    if (listed === undefined || located.state !== 'absent') return unknown(handle, null, located.problem);
    return { handle, folder: null, ...listed, source: 'catalogue', problems: [], notes: [located.problem] };
  }
  const { folder, source } = located;
  const reading = await readSavedModel(folderOnDisk(folder));
  if ('problem' in reading) return unknown(handle, folder, `${folder}: ${reading.problem}`);
  const { endpoints: _, ...facts } = reading.facts;
  return { handle, folder, ...facts, source, notes: [...facts.notes, ...differences(handle, facts)] };
}

const unknown = (handle: string, folder: string | null, problem: string): HubReport => ({
  handle,
  folder,
  format: null,
  signatures: {},
  source: null,
  problems: [problem],
  notes: [],
});
