import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newManifest, RUN_FILES } from '../../../src/runs/manifest';
import { lastEpoch, parseEvents } from '../../../src/runs/metrics-log';
import { listRuns } from '../../../src/runs/run-reader';
import { createRun } from '../../../src/runs/run-writer';
import { epoch } from '../common/run-events';

const manifest = newManifest({ path: 'train.py', model: 'model' }, {}, null);

describe('run folders that come from anywhere', () => {
  let workspace: string;
  let elsewhere: string;
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
    elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  });
  afterEach(() => {
    for (const folder of [workspace, elsewhere]) rmSync(folder, { recursive: true });
  });
  const runs = () => join(workspace, '.tensorscope', 'runs');

  const lines = [
    '{"event":"epoch","epoch":1}',
    '{"event":{"toString":1}}',
    '{"event":"constructor"}',
    '{"event":"__proto__"}',
    '[1]',
    '{"event":"epoch","epoch":"1","metrics":{},"seconds":1,"steps":1,"stepsPerSecond":1}',
    '{"event":"epoch","epoch":1,"metrics":{"loss":{"toFixed":1}},"seconds":1,"steps":1,"stepsPerSecond":1}',
    '{"event":"epoch","epoch":1,"metrics":[],"seconds":1,"steps":1,"stepsPerSecond":1}',
    '{"event":"start","run":"a"}',
    '{"event":"message","level":"fatal","text":"x"}',
    '{"event":"message","level":"info","text":7}',
    '{"event":"end","status":"perhaps","epochs":1,"metrics":{},"seconds":1,"msPerStepMedian":1}',
  ];
  for (const line of lines)
    it(`${line} is no event`, () =>
      assert.deepEqual(parseEvents(`${line}\n${JSON.stringify(epoch(1, 2, { loss: 1 }))}`), [epoch(1, 2, { loss: 1 })]));

  it('losses that are no numbers are read back as they were written', () =>
    assert.equal(parseEvents(JSON.stringify(epoch(1, 2, { loss: Number.NaN }))).length, 1));

  const manifests = [
    'null',
    '7',
    '{"version":1}',
    JSON.stringify({ ...manifest, source: null }),
    JSON.stringify({ ...manifest, source: { path: 7, model: 'a' } }),
    JSON.stringify({ ...manifest, startedAt: { a: 1 } }),
    JSON.stringify({ ...manifest, status: 'toString' }),
    JSON.stringify({ ...manifest, pid: -1 }),
    JSON.stringify({ ...manifest, engine: 'native' }),
    JSON.stringify({ ...manifest, message: ['a'] }),
    '['.repeat(100_000),
  ];
  it('a manifest that makes no sense hides its own run only', () => {
    createRun(join(runs(), 'good'), workspace, manifest).close();
    for (const [index, text] of manifests.entries()) {
      mkdirSync(join(runs(), `bad-${index}`));
      writeFileSync(join(runs(), `bad-${index}`, RUN_FILES.manifest), text);
    }
    mkdirSync(join(runs(), 'folder', RUN_FILES.manifest), { recursive: true });
    assert.deepEqual(
      listRuns(runs()).map(({ folder }) => folder),
      [join(runs(), 'good')],
    );
    assert.equal(lastEpoch(join(runs(), 'folder')), undefined);
  });

  it('the folder of runs ignores itself in a repository', () => {
    createRun(join(runs(), 'a'), workspace, manifest).close();
    assert.equal(readFileSync(join(workspace, '.tensorscope', '.gitignore'), 'utf8'), '*\n');
    writeFileSync(join(workspace, '.tensorscope', '.gitignore'), 'mine');
    createRun(join(runs(), 'b'), workspace, manifest).close();
    assert.equal(readFileSync(join(workspace, '.tensorscope', '.gitignore'), 'utf8'), 'mine');
    createRun(join(elsewhere, 'c'), workspace, manifest).close();
    assert.equal(existsSync(join(elsewhere, '.gitignore')), false);
  });

  for (const link of ['.tensorscope', join('.tensorscope', 'runs')])
    it(`a link at ${link} leads no run out of the workspace`, () => {
      mkdirSync(join(workspace, link, '..'), { recursive: true });
      symlinkSync(elsewhere, join(workspace, link));
      assert.throws(
        () => createRun(join(runs(), 'a'), workspace, manifest),
        /leads out of the workspace through a link, to .*; remove the link/,
      );
      assert.equal(existsSync(join(elsewhere, 'a')) || existsSync(join(elsewhere, 'runs')), false);
    });

  it('a link within the workspace is followed, and a folder elsewhere is taken where it was asked for', () => {
    mkdirSync(join(workspace, 'kept'));
    symlinkSync(join(workspace, 'kept'), join(workspace, '.tensorscope'));
    createRun(join(runs(), 'a'), workspace, manifest).close();
    createRun(join(elsewhere, 'a'), workspace, manifest).close();
    assert.equal(existsSync(join(workspace, 'kept', 'runs', 'a', RUN_FILES.manifest)), true);
  });

  for (const file of [RUN_FILES.metrics, RUN_FILES.log])
    it(`nothing is appended through a link at ${file}`, () => {
      const target = join(elsewhere, 'target');
      writeFileSync(target, 'kept');
      mkdirSync(join(runs(), 'a'), { recursive: true });
      symlinkSync(target, join(runs(), 'a', file));
      assert.throws(() => createRun(join(runs(), 'a'), workspace, manifest), { code: 'ELOOP' });
      assert.equal(readFileSync(target, 'utf8'), 'kept');
    });
});
