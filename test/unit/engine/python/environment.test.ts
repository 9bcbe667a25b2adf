import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { environmentOf, interpreterOf, prefixOf } from '../../../../src/engine/python/environment';
import { findInterpreters } from '../../../../src/engine/python/find-interpreters';

const [bin, name] = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python3'];

describe('Python environments', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'environment-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** An environment of a kind, by the file or folder that marks it; its interpreter. */
  function environment(prefix: string, mark: string): string {
    mkdirSync(join(folder, prefix, bin), { recursive: true });
    mkdirSync(join(folder, prefix, mark));
    const interpreter = join(folder, prefix, bin, name);
    writeFileSync(interpreter, '');
    chmodSync(interpreter, 0o755);
    return interpreter;
  }

  it('a virtual environment is active for what runs in it', () => {
    const interpreter = environment('.venv', 'pyvenv.cfg');
    const active = environmentOf(interpreter, { PATH: '/usr/bin', PYTHONHOME: '/elsewhere', HOME: '/home' });
    assert.deepEqual(active, {
      PATH: [join(folder, '.venv', bin), '/usr/bin'].join(delimiter),
      VIRTUAL_ENV: join(folder, '.venv'),
      HOME: '/home',
    });
    assert.equal(prefixOf(interpreter), join(folder, '.venv'));
    assert.equal(interpreterOf(join(folder, '.venv')), interpreter);
  });

  it('a conda environment likewise', () => {
    const active = environmentOf(environment('conda', 'conda-meta'), { PATH: '/usr/bin' });
    assert.equal(active.CONDA_PREFIX, join(folder, 'conda'));
    assert.equal(active.PATH?.split(delimiter)[0], join(folder, 'conda', bin));
  });

  it('an interpreter of no environment changes nothing', () => {
    const base = { PATH: '/usr/bin', PYTHONHOME: '/kept' };
    assert.deepEqual(environmentOf('/usr/bin/python3', base), base);
  });

  it('interpreters are found in the workspace, then in the active environment, then on PATH', () => {
    const [own, active, other] = [environment('work/venv', 'pyvenv.cfg'), environment('active', 'conda-meta'), environment('path', 'lib')];
    const PATH = ['relative', join(folder, 'path', bin), join(folder, 'nothing')].join(delimiter);
    const found = findInterpreters([join(folder, 'work'), join(folder, 'missing')], {
      CONDA_PREFIX: join(folder, 'active'),
      VIRTUAL_ENV: '',
      PATH,
    });
    assert.deepEqual(found, [own, active, other]);
    assert.deepEqual(findInterpreters([], {}), []);
  });
});
