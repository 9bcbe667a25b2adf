import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { wheels } from '../../../src/engine/downloads';
import { findEngine } from '../../../src/engine/find';
import { installEngine } from '../../../src/engine/install';
import { requirementLine } from '../../../src/engine/pip';
import { findPythonTensorFlow } from '../../../src/engine/python-tensorflow';
import { libraryFromRelease, mirrorWarning, releaseFor } from '../../../src/engine/release';
import { runTool } from '../../../src/engine/run-tool';
import { makeStage, storedEngines, storeEngine } from '../../../src/engine/store';

const isUnix = process.platform !== 'win32';

describe('a set-up trusts neither the workspace nor the network', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'engine-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (path: string, text = ''): string => {
    const full = join(folder, path);
    mkdirSync(join(full, '..'), { recursive: true });
    writeFileSync(full, text);
    return full;
  };
  const script = (path: string, text: string): string => {
    const full = write(path, `#!/bin/sh\n${text}\n`);
    chmodSync(full, 0o755);
    return full;
  };
  const writeTensorFlow = (prefix: string): void => {
    const sitePackages = `${prefix}/lib/python3.12/site-packages`;
    const [cc, framework] =
      process.platform === 'darwin'
        ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
        : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
    write(`${sitePackages}/tensorflow/${cc}`);
    write(`${sitePackages}/tensorflow/${framework}`);
    write(`${sitePackages}/tensorflow/include/tensorflow/c/c_api.h`);
    write(`${sitePackages}/tensorflow_cpu-2.21.0.dist-info/METADATA`);
  };

  it('starts Python isolated, in a folder of its own, and never a program of the current folder', async () => {
    if (!isUnix) return;
    script('bin/python3', `echo "$(pwd) $*" >> '${join(folder, 'calls')}'; exit 1`);
    script('work/python3', `touch '${join(folder, 'pwned')}'`);
    mkdirSync(join(folder, 'stage'));
    const environment = {
      PATH: ['.', '', 'work', join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter),
      PYENV_ROOT: join(folder, 'none'),
    };
    const before = process.cwd();
    process.chdir(join(folder, 'work'));
    try {
      await findPythonTensorFlow([join(folder, 'work')], join(folder, 'stage'), environment);
    } finally {
      process.chdir(before);
    }
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    assert.equal(calls.length, 1);
    assert.ok(calls[0]?.startsWith(`${join(folder, 'stage')} -I -c import json`), calls[0]);
    assert.equal(existsSync(join(folder, 'pwned')), false);
  });

  it('a real Python in isolated mode imports no json.py of the folder that it runs in', async () => {
    const module = write('work/json.py', `open(${JSON.stringify(join(folder, 'pwned'))}, "w")`);
    const run = (args: string[]) => runTool('python3', [...args, '-c', 'import json; print(json.__file__)'], { cwd: join(folder, 'work') });
    const found = await run(['-I']).catch((error: Error) => error.message);
    // A machine without Python has nothing to isolate.
    if (/no program/.test(found)) return;
    assert.notEqual(found.trim(), module);
    assert.equal(existsSync(join(folder, 'pwned')), false);
    await run([]).catch(() => undefined);
    assert.equal(existsSync(join(folder, 'pwned')), true, 'without it the module of the folder runs');
  });

  const installOptions = (workspace: string) => ({
    addonSources: join(write('addon/package.json', JSON.stringify({ version: '4.22.0', binary: { napi_versions: [8] } })), '..'),
    workspaces: [join(folder, workspace)],
    cache: join(folder, 'cache'),
    environment: { TFJS_NODE_BASE_URI: 'http://127.0.0.1:9/', PYENV_ROOT: join(folder, 'none'), PATH: join(folder, 'bin') },
  });

  it("passes the workspace's own environment over unless the user allows its folder", async () => {
    if (!isUnix) return;
    writeTensorFlow('work/.venv');
    const asked: string[] = [];
    const options = installOptions('work');
    const silent = await installEngine(options, () => undefined);
    assert.match(silent.engine === 'wasm' ? silent.reason : '', /site-packages\/tensorflow is part of the workspace and was not allowed/);
    const mayUse = async ({ folder: named }: { folder: string }): Promise<boolean> => {
      asked.push(named);
      return false;
    };
    await installEngine({ ...options, mayUse }, () => undefined);
    assert.deepEqual(asked, [join(folder, 'work/.venv/lib/python3.12/site-packages/tensorflow')]);
    const allowed = await installEngine({ ...options, mayUse: async () => true }, () => undefined);
    assert.match(allowed.engine === 'wasm' ? allowed.reason : '', /Python's TensorFlow: no C\+\+ compiler/, 'goes on to build');
  });

  it('an environment outside that a link of the workspace leads to counts as the workspace’s', async () => {
    if (!isUnix) return;
    const { symlinkSync } = await import('node:fs');
    writeTensorFlow('elsewhere');
    mkdirSync(join(folder, 'work'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'work/.venv'));
    const [found] = await findPythonTensorFlow([join(folder, 'work')], folder, { PATH: '', PYENV_ROOT: join(folder, 'none') });
    assert.equal(found?.workspace, join(folder, 'work'));
    const active = { PATH: '', PYENV_ROOT: join(folder, 'none'), VIRTUAL_ENV: join(folder, 'elsewhere') };
    const [own] = await findPythonTensorFlow([join(folder, 'other')], folder, active);
    assert.equal(own?.workspace, undefined, "an environment of the machine is not the workspace's");
  });

  it('an engine that is linked to a workspace is there for that workspace only', async () => {
    write('lib/x');
    const stage = await makeStage(folder);
    writeFileSync(join(stage, 'addon.node'), '');
    const libraries = join(folder, 'lib');
    await storeEngine(folder, stage, '4.22.0', {
      version: '2.21.0',
      origin: 'python',
      binding: 'addon.node',
      libraries,
      workspace: '/work',
    });
    assert.equal(storedEngines(folder, '4.22.0', ['/other']).length, 0);
    assert.equal(storedEngines(folder, '4.22.0', ['/other', '/work'])[0]?.workspace, '/work');
  });

  it('forgets set-ups of the first format, which did not say whose they are', () => {
    const manifest = {
      version: '2.21.0',
      origin: 'python',
      binding: 'a',
      libraries: '.',
      addonVersion: '4.22.0',
      platform: `${process.platform}-${process.arch}`,
    };
    write('cache/engine/one/engine.json', JSON.stringify(manifest));
    write('cache/engine/one/a');
    assert.equal(findEngine(installOptions('work')).engine, 'wasm');
  });

  it('leaves nothing of killed set-ups behind', async () => {
    const options = installOptions('work');
    write('cache/stage/set-up-killed/half');
    await installEngine(options, () => undefined);
    assert.equal(existsSync(join(folder, 'cache/stage/set-up-killed')), false);
  });

  describe('a download', () => {
    let server: Server;
    let base: string;
    before(done => {
      server = createServer((_, answer) => answer.end('not the library')).listen(0, '127.0.0.1', () => {
        base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
        done();
      });
    });
    after(() => server.close());

    it('of another hash than the published one is not unpacked', async () => {
      const release = releaseFor({ TFJS_NODE_CDN_STORAGE: base }, 'linux-x64');
      await assert.rejects(
        libraryFromRelease(folder, release, () => undefined),
        /from 127\.0\.0\.1:\d+ has the SHA-256 [0-9a-f]{64}, not 7f510d25/,
      );
      assert.equal(existsSync(join(folder, 'deps', 'lib')), false);
    });

    it('over plain http is warned of', async () => {
      assert.match(mirrorWarning(releaseFor({ TFJS_NODE_CDN_STORAGE: base }, 'linux-x64')) ?? '', /unencrypted http/);
      assert.equal(mirrorWarning(releaseFor({}, 'linux-x64')), undefined);
    });
  });

  it('pip is given the hash of every wheel, so that it takes no other', () => {
    for (const [platform, wheel] of Object.entries(wheels)) {
      const words = requirementLine(wheel).trim().split(' ');
      assert.match(words[0] ?? '', /^tensorflow(-cpu)?==2\.21\.0$/, platform);
      assert.ok(words.length > 4 && words.slice(1).every(word => /^--hash=sha256:[0-9a-f]{64}$/.test(word)), platform);
    }
  });
});
