import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { readSavedModel } from '../../../../src/hub/saved-model/read';
import { inProject } from '../../../root';
import { folderOf } from './written';

/** Mutated files that are read; `MODULE_MUTATIONS=20000` for the full count. */
const mutations = Number(process.env.MODULE_MUTATIONS ?? 600);
/** Memory that all of it may take, in bytes. */
const MAX_MEMORY = 300_000_000;
/** Milliseconds that one of them may take. */
const MAX_MS = 5000;

const modules = readdirSync(inProject('test/data/modules'), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => ({
    'saved_model.pb': readFileSync(inProject(`test/data/modules/${name}/saved_model.pb`)),
    'variables/variables.index': readFileSync(inProject(`test/data/modules/${name}/variables/variables.index`)),
  }));

/** Numbers in [0, below) from a seed: mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A file with bytes changed, taken out, put in, or cut off. */
function mutated(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  let changed = Buffer.from(bytes);
  for (let round = 0; round <= random(6); round++) {
    const at = random(changed.length);
    const kind = random(5);
    if (kind === 0) changed = changed.subarray(0, at + 1);
    else if (kind === 1) changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + random(40))]);
    else if (kind === 2) changed = Buffer.concat([changed.subarray(0, at), Buffer.from([random(256), 0xff, 0xff]), changed.subarray(at)]);
    else changed[at] = random(256);
    if (changed.length === 0) break;
  }
  return changed;
}

describe('mutated SavedModels', () => {
  it(`${mutations.toLocaleString('en-US')} of them: facts or a sentence each, within 300 MB`, async () => {
    const random = randomFrom(9);
    let [read, slowest] = [0, 0];
    for (let count = 0; count < mutations; count++) {
      const module = modules[count % modules.length];
      const name = count % 4 === 3 ? 'variables/variables.index' : 'saved_model.pb';
      const begin = performance.now();
      const reading = await readSavedModel(folderOf({ ...module, [name]: mutated(module[name], random) }));
      slowest = Math.max(slowest, performance.now() - begin);
      if ('facts' in reading) {
        read++;
        JSON.stringify(reading.facts);
      } else assert.match(reading.problem, /^(saved_model\.pb (cannot be read: .+|holds no graph.*)|There is no saved_model.pb in it)\.$/s);
    }
    assert.ok(read > 0 && read < mutations);
    assert.ok(slowest < MAX_MS, `${slowest} ms`);
    if (process.env.MODULE_MUTATIONS === undefined) return;
    const bytes = process.resourceUsage().maxRSS * 1024;
    console.log(
      `${read} of ${mutations} could still be read; the slowest took ${slowest.toFixed(1)} ms; ${(bytes / 1e6).toFixed(0)} MB at most`,
    );
    assert.ok(bytes < MAX_MEMORY, `${bytes} bytes`);
  }).timeout(600_000);
});
