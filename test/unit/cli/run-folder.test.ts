import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseRunFolder } from '../../../src/cli/run-folder';
import { RUN_FILES } from '../../../src/runs/manifest';

describe('cli: the folder of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-folder-'));
  after(() => rmSync(folder, { recursive: true }));
  const put = (name: string, status: string, pid: number): string => {
    const manifest = {
      version: 1,
      status,
      pid,
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: null,
      source: { path: 'a.py', model: 'model' },
      engine: null,
      versions: {},
      options: {},
      plan: null,
      epochsFinished: 1,
      message: null,
    };
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, RUN_FILES.manifest), JSON.stringify(manifest));
    return join(folder, name);
  };

  it('is the one that is named, where it has no run', () => {
    mkdirSync(join(folder, 'empty'));
    for (const name of ['empty', 'none']) assert.equal(chooseRunFolder(join(folder, name), 'a.py'), join(folder, name));
  });

  it('lies beside one that has a run, and that run stays', () => {
    const given = put('runs', 'done', 1);
    const before = readFileSync(join(given, RUN_FILES.manifest), 'utf8');
    assert.equal(chooseRunFolder(given, 'a.py'), `${given}-2`);
    put('runs-2', 'failed', 1);
    assert.equal(chooseRunFolder(given, 'a.py'), `${given}-3`);
    assert.equal(readFileSync(join(given, RUN_FILES.manifest), 'utf8'), before);
  });

  it('is refused where the run of the folder still trains', () => {
    assert.throws(() => chooseRunFolder(put('busy', 'running', process.pid), 'a.py'), /still trains; choose another folder/);
  });
});
