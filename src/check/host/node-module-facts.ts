import { join } from 'node:path';
import type { HubModule } from '../../hub/module';
import { moduleFromFacts } from '../../hub/module-facts';
import { type LocateOptions, locateModule, statOf } from '../../hub/node-cache';
import { folderOnDisk } from '../../hub/node-module-folder';
import { readSavedModel, type SavedModelReading } from '../../hub/saved-model/read';
import type { FactStore } from '../read/with-facts';

/** Milliseconds that an editor waits for a module. */
const MAX_READING_MS = 5000;

/** Hub modules on disk, read anew when saved_model.pb has changed. */
export function moduleFacts(options: LocateOptions): FactStore<string, HubModule> {
  const kept = new Map<string, { stamp: string; module: HubModule | null }>();
  const placeOf = (handle: string): { folder: string; stamp: string } | undefined => {
    const located = locateModule(handle, options);
    if (!('folder' in located)) return undefined;
    const stat = statOf(join(located.folder, 'saved_model.pb'));
    return stat && { folder: located.folder, stamp: `${stat.size} ${stat.mtimeMs}` };
  };
  return {
    peek(handle) {
      const place = placeOf(handle);
      if (place === undefined) return null;
      const entry = kept.get(place.folder);
      return entry?.stamp === place.stamp ? entry.module : undefined;
    },
    async gather(handle) {
      const place = placeOf(handle);
      if (place === undefined) return;
      const reading = await readSavedModel(folderOnDisk(place.folder), { milliseconds: MAX_READING_MS });
      kept.set(place.folder, { stamp: place.stamp, module: moduleAt(place.folder, reading) });
    },
  };
}

const moduleAt = (folder: string, reading: SavedModelReading): HubModule | null =>
  'facts' in reading ? { ...moduleFromFacts(reading.facts), files: { folder, facts: reading.facts } } : null;
