import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrainingEvent } from '../../../../src/common/run-events';
import { storedRun } from '../../../../src/extension/training/stored-run';
import type { RunManifest } from '../../../../src/runs/manifest';
import { lastEpoch } from '../../../../src/runs/metrics-log';
import { readRun } from '../../../../src/runs/run-reader';
import { createRun } from '../../../../src/runs/run-writer';
import { batch, epoch, started } from '../../common/run-events';

const manifest: RunManifest = {
  version: 1,
  status: 'running',
  // No process has this number.
  pid: 2 ** 30,
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: null,
  source: { path: 'programs/a.py', model: 'model' },
  engine: null,
  versions: {},
  options: {},
  plan: null,
  epochsFinished: 1,
  message: null,
};

describe('a run read back from its folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'tensorscope-run-')), 'run');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  function write(events: TrainingEvent[], changes: Partial<RunManifest> = {}) {
    const writer = createRun(folder, folder, { ...manifest, ...changes });
    for (const event of events) writer.event(event);
    writer.close();
    const run = readRun(folder);
    assert.ok(run);
    return storedRun(run);
  }

  it('has its curves, and times added up from its rates', () => {
    const view = write([started(2), batch(1, 10, 1), epoch(1, 20), batch(2, 10, 0.8, 20)]);
    assert.deepEqual(view.steps.step, [10, 30]);
    assert.deepEqual(view.steps.seconds, [1, 3]);
    assert.equal(view.title, 'a.py');
  });

  it('is interrupted where its process is gone', () => assert.equal(write([started(2), batch(1, 10, 1)]).status, 'interrupted'));

  it('has the status of its end', () => {
    const end = { event: 'end', status: 'failed', message: 'no', epochs: 0, metrics: {}, seconds: 1, msPerStepMedian: null } as const;
    assert.equal(write([started(2), end], { status: 'failed' }).status, 'failed');
  });

  it('leaves lines out that are no events of a training', () => {
    const view = write([started(1), { event: 'weather' } as never, batch(1, 1, 1)]);
    assert.equal(view.steps.step.length, 1);
  });

  it('has its last epoch at hand without reading all of it', () => {
    const many = Array.from({ length: 3000 }, (_, index) => batch(1, index + 1, 1));
    write([started(2), ...many, epoch(1, 3000, { loss: 0.5 }), batch(2, 1, 1)]);
    assert.equal(lastEpoch(folder)?.metrics.loss, 0.5);
    assert.equal(lastEpoch(join(folder, 'none')), undefined);
  });
});
