import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../../src/engine/cache-folder';
import { besideAddon, compilerArguments } from '../../../src/engine/compile';
import { WASM_VERSION } from '../../../src/engine/engine';
import { findEngine } from '../../../src/engine/find';
import { installEngine } from '../../../src/engine/install';
import { findPythonTensorFlow, tensorFlowOfSitePackages, wheelsCanBeLinked } from '../../../src/engine/python-tensorflow';
import { releaseFor } from '../../../src/engine/release';
import { makeStage, storedEngines, storeEngine } from '../../../src/engine/store';
import { placeOfEntry } from '../../../src/engine/wheel';
import { root } from '../../root';

const sourcesOf = (folder: string) => ({ folder, version: '4.22.0', napi: 8 });
/** The libraries as a wheel for this platform names them. */
const ownLibraries = ['cc', 'framework'].map(part =>
  process.platform === 'darwin' ? `libtensorflow_${part}.2.dylib` : `libtensorflow_${part}.so.2`,
);
describe('where TensorFlow comes from', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (path: string, text = ''): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  /** Lays out what a wheel of TensorFlow leaves in site-packages. */
  const writeTensorFlow = (
    sitePackages: string,
    version: string,
    libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  ): void => {
    for (const library of libraries) write(`${sitePackages}/tensorflow/${library}`);
    write(`${sitePackages}/tensorflow/include/tensorflow/c/c_api.h`);
    write(`${sitePackages}/tensorflow_cpu-${version}.dist-info/METADATA`);
  };

  /** The addon's sources as the build lays them out. */
  const writeSources = (): string => {
    write('addon/package.json', JSON.stringify({ version: '4.22.0', binary: { napi_versions: [3, 8] } }));
    return join(folder, 'addon');
  };

  it('the version of the WebAssembly engine is the one that is installed', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: { [name: string]: string } };
    assert.equal(dependencies['@tensorflow/tfjs-backend-wasm'], WASM_VERSION);
  });

  it('finds a TensorFlow by its files', () => {
    writeTensorFlow('a', '2.21.0');
    writeTensorFlow('b', '2.21.0', ['libtensorflow_framework.so.2']);
    const found = tensorFlowOfSitePackages(join(folder, 'a'), 'linux');
    assert.equal(found?.version, '2.21.0');
    assert.deepEqual(found?.files, ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']);
    assert.equal(tensorFlowOfSitePackages(join(folder, 'b'), 'linux'), undefined, 'half a wheel is none');
    assert.equal(tensorFlowOfSitePackages(join(folder, 'a'), 'win32'), undefined);
    assert.equal(tensorFlowOfSitePackages(join(folder, 'missing'), 'linux'), undefined);
  });

  it("the workspace's environment comes before the active one", async () => {
    if (process.platform !== 'linux') return;
    writeTensorFlow('work/.venv/lib/python3.12/site-packages', '2.19.0', ownLibraries);
    writeTensorFlow('active/lib/python3.11/site-packages', '2.20.0', ownLibraries);
    const environment = { VIRTUAL_ENV: join(folder, 'active'), PYENV_ROOT: join(folder, 'none'), PATH: '' };
    const versions = (await findPythonTensorFlow([join(folder, 'work')], folder, environment)).map(({ version }) => version);
    assert.deepEqual(versions, wheelsCanBeLinked() ? ['2.19.0', '2.20.0'] : []);
  });

  it('the compiler is told where headers and libraries are', () => {
    const libraries = { version: '2.21.0', folder: '/tf', include: '/tf/include', files: ['libtensorflow_cc.so.2'] };
    const build = {
      sources: sourcesOf('/addon'),
      libraries,
      searchFolder: besideAddon('deps/lib', 'linux'),
      output: '/out/tfjs_binding.node',
    };
    const args = compilerArguments(build, 'linux');
    for (const wanted of [
      '-I/tf/include',
      '-I/addon/node-api',
      '/tf/libtensorflow_cc.so.2',
      '-Wl,-rpath,$ORIGIN/deps/lib',
      '-DNAPI_VERSION=8',
    ]) {
      assert.ok(args.includes(wanted), wanted);
    }
    assert.ok(compilerArguments(build, 'darwin').includes('dynamic_lookup'));
  });

  const entries: [string, string | undefined][] = [
    ['tensorflow/libtensorflow_cc.so.2', join('lib', 'libtensorflow_cc.so.2')],
    ['tensorflow/libtensorflow_framework.2.dylib', join('lib', 'libtensorflow_framework.2.dylib')],
    ['tensorflow/include/tensorflow/c/eager/c_api.h', join('include', 'tensorflow', 'c', 'eager', 'c_api.h')],
    ['tensorflow/include/tsl/platform/ctstring_internal.h', join('include', 'tsl', 'platform', 'ctstring_internal.h')],
    ['tensorflow/include/xla/tsl/c/tsl_status.h', join('include', 'xla', 'tsl', 'c', 'tsl_status.h')],
    ['tensorflow/include/tensorflow/c/../../../../evil.h', undefined],
    ['tensorflow/include/Eigen/Core', undefined],
    ['tensorflow/python/_pywrap.so', undefined],
  ];
  for (const [name, place] of entries) it(`of a wheel, ${name} goes to ${place}`, () => assert.equal(placeOfEntry(name), place));

  const releases: [string, NodeJS.ProcessEnv, string][] = [
    ['linux-x64', {}, 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz'],
    ['darwin-arm64', {}, 'https://storage.googleapis.com/tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz'],
    [
      'linux-x64',
      { TFJS_NODE_CDN_STORAGE: 'https://mirror.example/' },
      'https://mirror.example/tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz',
    ],
    ['linux-x64', { TFJS_NODE_BASE_URI: 'https://mirror.example/lib-' }, 'https://mirror.example/lib-cpu-linux-x86_64-2.9.1.tar.gz'],
  ];
  for (const [platform, environment, library] of releases) {
    it(`the release for ${platform} with ${JSON.stringify(environment)}`, () => {
      const release = releaseFor(environment, platform);
      assert.equal(release.address, library);
      assert.match(release.sha256, /^[0-9a-f]{64}$/);
    });
  }
  it('a platform without a release of known hash is refused in words', () =>
    assert.throws(() => releaseFor({}, 'win32-x64'), /known hash exists for win32-x64/));

  it('a set-up is kept whole, newest first, and forgotten when its library is gone', async () => {
    for (const version of ['2.9.1', '2.21.0']) {
      write(`lib-${version}/x`);
      const stage = await makeStage(folder);
      writeFileSync(join(stage, 'tfjs_binding.node'), '');
      await storeEngine(folder, stage, '4.22.0', {
        version,
        origin: 'python',
        binding: 'tfjs_binding.node',
        libraries: join(folder, `lib-${version}`),
      });
      assert.equal(existsSync(stage), false);
    }
    const versions = () => storedEngines(folder, '4.22.0', []).map(({ version }) => version);
    assert.deepEqual(versions(), ['2.21.0', '2.9.1']);
    assert.deepEqual(storedEngines(folder, '4.23.0', []), [], 'another addon version');
    rmSync(join(folder, 'lib-2.21.0'), { recursive: true });
    assert.deepEqual(versions(), ['2.9.1']);
  });

  it('without any TensorFlow there is the WebAssembly engine, and why', async () => {
    const environment = { TFJS_NODE_BASE_URI: 'http://127.0.0.1:9/', PYENV_ROOT: join(folder, 'none'), PATH: '' };
    const options = { addonSources: writeSources(), workspaces: [folder], cache: join(folder, 'cache'), environment };
    assert.equal(findEngine(options).engine, 'wasm');
    const said: string[] = [];
    const engine = await installEngine(options, text => void said.push(text));
    assert.equal(engine.engine, 'wasm');
    assert.match(engine.engine === 'wasm' ? engine.reason : '', /TensorFlow's release: .*; Python's TensorFlow: .*; pip: /);
    assert.ok(said.length > 0);
    assert.equal(existsSync(join(folder, 'cache', 'set-up.lock')), false);
  });

  it('the cache folder follows XDG_CACHE_HOME', () => assert.equal(cacheFolder({ XDG_CACHE_HOME: folder }), join(folder, 'tensorscope')));
});
