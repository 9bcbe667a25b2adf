import assert from 'node:assert/strict';
import type { DatasetPlan, Site } from '../../../../src/plan/plan';
import { buildDataset } from '../../../../src/train/input/build-dataset';
import { makeGoOn } from '../../../../src/train/input/interruptible';

const site: Site = { path: 'data.py', line: 7, column: 1 };
const numbers: DatasetPlan = { op: 'range', start: 0, stop: 1000, step: 1, dtype: 'int64', site };
const endless: DatasetPlan = { op: 'repeat', input: numbers, count: -1, site } as DatasetPlan;

describe('a pipeline that is stopped', () => {
  const collecting: { [what: string]: DatasetPlan } = {
    batch: { op: 'batch', input: endless, size: 1e9, dropRemainder: false, site },
    padded_batch: { op: 'padded_batch', input: endless, size: 1e9, dropRemainder: false, shapes: null, padding: null, site } as DatasetPlan,
    shuffle: { op: 'shuffle', input: endless, buffer: 1e9, seed: 1, reshuffle: true, site },
    skip: { op: 'skip', input: endless, count: 1e12, site } as DatasetPlan,
    cache: { op: 'cache', input: endless, site } as DatasetPlan,
  };
  for (const [what, plan] of Object.entries(collecting)) {
    it(`gives nothing of what ${what} has collected`, async () => {
      let asked = 0;
      const context = { workingDirectory: '.', seed: 1, warn: () => undefined, goOn: () => ++asked < 50 };
      let given = 0;
      for await (const chunk of buildDataset(plan, context).chunks()) given += chunk.length;
      // A cache hands on what it keeps; the others have given nothing yet.
      if (what === 'cache') assert.ok(given > 0 && given <= 50 * 1000, String(given));
      else assert.equal(given, 0);
    });
  }

  it('leaves the event loop turns until then', async () => {
    let stopped = false;
    setTimeout(() => {
      stopped = true;
    }, 60);
    const context = { workingDirectory: '.', seed: 1, warn: () => undefined, goOn: makeGoOn(() => stopped) };
    for await (const _ of buildDataset(collecting.skip, context).chunks()) assert.fail();
    assert.ok(stopped);
  });
});
