import { join } from 'node:path';
import { readTextFile } from '../../common/node-files';
import { statOf } from '../../hub/node-cache';
import { PRESET_CONFIG, type PresetPlaces, presetFolder } from '../../hub/node-preset';
import { type PresetFacts, presetOf } from '../../hub/preset';

/** Longest config.json that is read, in bytes: those of KerasHub have some thousands. */
const MAX_CONFIG_BYTES = 4 << 20;

/** Presets of KerasHub on disk, read anew when their config.json has changed. */
export function presetFacts(places: PresetPlaces): (preset: string) => PresetFacts | undefined {
  const kept = new Map<string, { stamp: string; facts: PresetFacts | undefined }>();
  return preset => {
    const folder = presetFolder(preset, places);
    if (folder === undefined) return undefined;
    const path = join(folder, PRESET_CONFIG);
    const stat = statOf(path);
    if (stat === undefined || stat.size > MAX_CONFIG_BYTES) return undefined;
    const stamp = `${stat.size} ${stat.mtimeMs}`;
    const before = kept.get(path);
    if (before?.stamp === stamp) return before.facts;
    const facts = presetOf(readConfig(path), folder);
    kept.set(path, { stamp, facts });
    return facts;
  };
}

function readConfig(path: string): string {
  try {
    return readTextFile(path, MAX_CONFIG_BYTES);
  } catch {
    return '';
  }
}
