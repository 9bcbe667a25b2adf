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
  const placeOf = (handle: string): { folder: string; stamp: string } | HubModule | null => {
    const located = locateModule(handle, options);
    if (!('folder' in located)) return located.state === 'broken' ? useless(located.problem) : null;
    const stat = statOf(join(located.folder, 'saved_model.pb'));
    return { folder: located.folder, stamp: stat ? `${stat.size} ${stat.mtimeMs}` : '' };
  };
  return {
    peek(handle) {
      const place = placeOf(handle);
      if (place === null || !('stamp' in place)) return place;
      const entry = kept.get(place.folder);
      return entry?.stamp === place.stamp ? entry.module : undefined;
    },
    async gather(handle) {
      const place = placeOf(handle);
      if (place === null || !('stamp' in place)) return;
      const reading = await readSavedModel(folderOnDisk(place.folder), { milliseconds: MAX_READING_MS });
      kept.set(place.folder, { stamp: place.stamp, module: moduleAt(place.folder, reading) });
    },
  };
}

const useless = (problem: string): HubModule => ({ format: undefined, problem });

function moduleAt(folder: string, reading: SavedModelReading): HubModule | null {
  if ('facts' in reading) return { ...moduleFromFacts(reading.facts), files: { folder, facts: reading.facts } };
  return reading.isBroken ? useless(`${folder}: ${reading.problem}`) : null;
}
