import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModelFile } from '../../../../src/hub/model-file/read';
import { bytesSource } from '../../../../src/records/byte-source';
import { inProject } from '../../../root';

const folder = inProject('test/data/model-files');
const files = readdirSync(folder).filter(name => /\.(keras|h5|safetensors)$/.test(name));
const MUTATIONS_EACH = 400;
const LIMITS = { milliseconds: 2000, bytes: 1 << 24 };

/** Numbers that look random and are the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const EXTREMES = [0, 1, 0x7f, 0x80, 0xff];

/** A file with some bytes changed, cut out, doubled or cut off. */
function mutated(bytes: Uint8Array, next: () => number): Uint8Array {
  const at = Math.floor(next() * bytes.length);
  const length = Math.floor(next() * 64);
  const kind = Math.floor(next() * 6);
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  if (kind === 2) return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
  const copy = Uint8Array.from(bytes);
  if (kind === 3) copy.fill(EXTREMES[Math.floor(next() * EXTREMES.length)], at, at + 8);
  else for (let change = 0; change <= length / 4; change++) copy[Math.floor(next() * copy.length)] = Math.floor(next() * 256);
  return copy;
}

describe(`files of models with ${MUTATIONS_EACH * files.length} mutations`, () => {
  for (const [index, name] of files.entries())
    it(`${name} never throws, and ends`, async () => {
      const bytes = readFileSync(join(folder, name));
      const next = random(index + 1);
      for (let round = 0; round < MUTATIONS_EACH; round++) {
        const start = performance.now();
        const reading = await readModelFile(bytesSource(mutated(bytes, next)), LIMITS);
        assert.ok('facts' in reading || /^The file .*\.$/.test(reading.problem), JSON.stringify(reading));
        assert.ok(performance.now() - start < 4 * LIMITS.milliseconds, `mutation ${round} took too long`);
      }
    });
});
