import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_FILES, type RunManifest, runName } from '../../../src/runs/manifest';
import { parseEvents, readEvents } from '../../../src/runs/metrics-log';
import { listRuns, readRun } from '../../../src/runs/run-reader';
import { createRun } from '../../../src/runs/run-writer';
import { decodeTensors, encodeTensors, type NamedTensor } from '../../../src/runs/safetensors';
import { batch, epoch, started } from '../common/run-events';

/** A process id that no system gives out. */
const UNUSED_PID = 0x7fffffff;

const manifest = (change: Partial<RunManifest> = {}): RunManifest => ({
  version: 1,
  status: 'running',
  pid: process.pid,
  startedAt: '2026-01-02T03:04:05.000Z',
  endedAt: null,
  source: { path: 'train.py', model: 'model' },
  engine: { name: 'wasm', version: '4.22.0' },
  versions: {},
  options: {},
  plan: {},
  epochsFinished: 0,
  message: null,
  ...change,
});

describe('the run folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('names sort by time and never collide', () => {
    const at = (second: number) => runName(new Date(2026, 0, 2, 3, 4, second), 'my model.py', () => false);
    assert.equal(at(5), '2026-01-02_03-04-05_my_model.py');
    assert.deepEqual([at(59), at(6), at(10)].sort(), [at(6), at(10), at(59)]);
    const taken = new Set([at(5), `${at(5)}_2`]);
    assert.equal(
      runName(new Date(2026, 0, 2, 3, 4, 5), 'my model.py', name => taken.has(name)),
      `${at(5)}_3`,
    );
  });

  it('what is written is read back', () => {
    const run = createRun(join(folder, 'a'), folder, manifest());
    const events = [started(1), epoch(1, 20, { loss: 0.5 })];
    for (const event of events) run.event(event);
    run.log('a line');
    run.update({ status: 'done', epochsFinished: 1 });
    run.close();
    assert.deepEqual(readEvents(run.folder), events);
    assert.equal(readRun(run.folder)?.status, 'done');
    assert.equal(readRun(run.folder)?.manifest.epochsFinished, 1);
    assert.equal(readFileSync(join(run.folder, RUN_FILES.log), 'utf8'), 'a line\n');
    assert.deepEqual(readdirSync(run.folder).sort(), [RUN_FILES.manifest, RUN_FILES.metrics, RUN_FILES.log].sort());
  });

  it('a line that was cut off is left out', () => {
    const run = createRun(join(folder, 'a'), folder, manifest());
    run.event(batch(1, 1, 0.5));
    run.close();
    appendFileSync(join(run.folder, RUN_FILES.metrics), '{"event":"batch","st');
    assert.deepEqual(readEvents(run.folder), [batch(1, 1, 0.5)]);
  });

  const statuses: [Partial<RunManifest>, string][] = [
    [{}, 'running'],
    [{ pid: UNUSED_PID }, 'interrupted'],
    [{ pid: UNUSED_PID, status: 'done' }, 'done'],
    [{ pid: UNUSED_PID, status: 'failed' }, 'failed'],
    [{ status: 'stopped' }, 'stopped'],
  ];
  for (const [change, status] of statuses) {
    it(`status of ${JSON.stringify(change)} is ${status}`, () => {
      createRun(join(folder, 'a'), folder, manifest(change)).close();
      assert.equal(readRun(join(folder, 'a'))?.status, status);
    });
  }

  it('lists runs newest first and passes over other folders', () => {
    for (const name of ['2026-01-01_a', '2026-01-03_a', '2026-01-02_a']) createRun(join(folder, name), folder, manifest()).close();
    appendFileSync(join(folder, 'notes.txt'), 'no run');
    assert.deepEqual(
      listRuns(folder).map(run => run.folder.slice(-12)),
      ['2026-01-03_a', '2026-01-02_a', '2026-01-01_a'],
    );
    assert.deepEqual(listRuns(join(folder, 'missing')), []);
    assert.equal(existsSync(join(folder, 'missing')), false);
  });

  it('lines that are no events are left out', () =>
    assert.deepEqual(parseEvents(`1\nnull\n{"a":1}\n{"event":"weather"}\n\nx\n${JSON.stringify(batch(1, 1, 0.5))}`), [batch(1, 1, 0.5)]));

  it('a log of an earlier version is read in the spelling of today', () => {
    const earlier = [
      '{"event":"epoch","epoch":1,"metrics":{"loss":0.5},"seconds":2,"steps":20,"steps_per_second":10}',
      '{"event":"end","status":"done","epochs":1,"metrics":{},"seconds":3,"ms_per_step_median":41.2}',
    ];
    const end = { event: 'end', status: 'done', epochs: 1, metrics: {}, seconds: 3, msPerStepMedian: 41.2 };
    assert.deepEqual(parseEvents(earlier.join('\n')), [epoch(1, 20, { loss: 0.5 }), end]);
  });
});

describe('the weights file', () => {
  const tensors: NamedTensor[] = [
    { name: 'dense/kernel', dtype: 'F32', shape: [2, 3], data: Float32Array.from([1, 2, 3, 4, 5, 6.5]) },
    { name: 'step', dtype: 'I32', shape: [], data: Int32Array.from([7]) },
    { name: 'é', dtype: 'F32', shape: [0], data: new Float32Array(0) },
  ];
  it('is read back as it was written', () =>
    assert.deepEqual(decodeTensors(Buffer.concat(encodeTensors(tensors, { epoch: '3' }))), { tensors, metadata: { epoch: '3' } }));
  for (const length of [0, 5, 20, 200]) {
    it(`cut off after ${length} bytes it is refused`, () =>
      assert.throws(() => decodeTensors(Buffer.concat(encodeTensors(tensors)).subarray(0, length)), /truncated/));
  }
});
