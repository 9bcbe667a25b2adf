import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import esbuild from 'esbuild';
import { root } from '../../root';

/** The bundle as tools/build.mjs makes it, and the modules that it asks its host for. */
async function bundle(): Promise<{ code: string; asked: string[] }> {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [join(root, 'src/extension/browser-main.ts')],
    absWorkingDir: root,
    bundle: true,
    loader: { '.wasm': 'binary' },
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
  });
  const [output] = Object.values(metafile.outputs);
  return { code: outputFiles[0]?.text ?? '', asked: (output?.imports ?? []).map(({ path }) => path) };
}

interface FakeUri {
  scheme: string;
  path: string;
  query: string;
  with(part: Partial<FakeUri>): FakeUri;
  toString(): string;
}

const uriOf = (path: string, query = ''): FakeUri => ({
  scheme: 'memfs',
  path,
  query,
  with: part => uriOf(part.path ?? path, part.query ?? query),
  toString: () => `memfs:${path}?${query}`,
});

class FakeEmitter {
  private readonly listeners: ((value: unknown) => void)[] = [];
  readonly event = (listener: (value: unknown) => void) => {
    this.listeners.push(listener);
    return { dispose: () => undefined };
  };
  fire(value: unknown): void {
    for (const listener of this.listeners) listener(value);
  }
  dispose(): void {}
}

interface Provider {
  openCustomDocument(uri: FakeUri): {
    records(): Promise<{
      describe(): Promise<{ payload: string; warnings: string[]; can: { startModel: boolean } }>;
      dataset: Dataset;
      statistics: { records: number };
    }>;
  };
}
interface Dataset {
  read(from: number, count: number): Promise<unknown[]>;
}

/** What of the editor these tests do not look at: it can be read, called and made, and nothing comes of it. */
const anything: object = new Proxy(() => undefined, { get: () => anything, set: () => true, apply: () => anything, construct: () => ({}) });
const withAnything = (known: object): object =>
  new Proxy(known, { get: (target, name) => (Object.hasOwn(target, name) ? target[name as keyof typeof target] : anything) });

/** Runs the bundle where there is nothing of Node.js, with an editor whose files are those of the project's test data. */
function activated(code: string): { provider: Provider; commands: Map<string, () => unknown>; told: string[] } {
  const commands = new Map<string, () => unknown>();
  const told: string[] = [];
  let provider: Provider | undefined;
  const nothing = { dispose: () => undefined };
  const log = { ...nothing, error: (error: Error) => told.push(error.message), show: () => undefined };
  const vscode = {
    Uri: { joinPath: (uri: FakeUri, ...parts: string[]) => uri.with({ path: posix.join(uri.path, ...parts) }) },
    EventEmitter: FakeEmitter,
    Disposable: { from: () => nothing },
    FileType: { File: 1 },
    ViewColumn: { Active: -1 },
    ProgressLocation: { Notification: 15 },
    RelativePattern: class {},
    Diagnostic: class {},
    l10n: {
      t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
      bundle: undefined,
    },
    env: { language: 'en' },
    commands: {
      executeCommand: async () => undefined,
      registerCommand: (name: string, run: () => unknown) => {
        commands.set(name, run);
        return nothing;
      },
    },
    workspace: withAnything({
      fs: {
        stat: async ({ path }: FakeUri) => ({ size: readFileSync(join(root, path)).length, mtime: 1 }),
        readFile: async ({ path }: FakeUri) => new Uint8Array(readFileSync(join(root, path))),
        readDirectory: async () => [],
        createDirectory: async () => undefined,
        writeFile: async () => undefined,
      },
    }),
    window: withAnything({
      createOutputChannel: () => log,
      registerTreeDataProvider: () => nothing,
      registerCustomEditorProvider: (type: string, registered: Provider) => {
        if (type === 'tensorscope.records') provider = registered;
        return nothing;
      },
      showInformationMessage: async (text: string) => void told.push(text),
      showErrorMessage: async (text: string) => void told.push(text),
    }),
  };
  const web = { TextDecoder, TextEncoder, setTimeout, clearTimeout, AbortController, crypto, Blob, btoa, URL, console };
  const exports: { activate?(context: unknown): void } = {};
  const asked = (name: string): unknown => {
    if (name !== 'vscode') throw new Error(`a browser has no module "${name}"`);
    return withAnything(vscode);
  };
  const scope = createContext({ ...web, module: { exports }, exports, require: asked });
  runInContext(code, scope);
  const activate = (scope.module as { exports: typeof exports }).exports.activate;
  const packageJSON = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  activate?.({ subscriptions: [], globalStorageUri: uriOf('/nowhere'), extension: { packageJSON } });
  assert.ok(provider);
  return { provider, commands, told };
}

const files: { [path: string]: { payload: string; records: number } } = {
  'samples/features/custom.tfrecord': { payload: 'Example', records: 4000 },
  'samples/sections/sections-small.tfrecord.gz': { payload: 'Example', records: 200 },
  'samples/sections/sections-small.tfrecord.zlib': { payload: 'Example', records: 200 },
  'test/data/records/features/sequence.tfrecord': { payload: 'SequenceExample', records: 200 },
  'test/data/records/broken/bad-length-crc.tfrecord': { payload: 'Example', records: 49 },
};

describe('the browser build', () => {
  let code: string;
  let asked: string[];
  before(async () => {
    ({ code, asked } = await bundle());
  });

  it('asks for no module but the editor', () => {
    assert.deepEqual([...new Set(asked)], ['vscode']);
  });

  for (const [path, { payload, records }] of Object.entries(files)) {
    it(`reads ${path} through the workspace's file system`, async () => {
      const opened = await activated(code)
        .provider.openCustomDocument(uriOf(`/${path}`))
        .records();
      const described = await opened.describe();
      assert.equal(described.payload, payload);
      assert.equal(described.can.startModel, false);
      assert.match(described.warnings.join(), /256 MiB/);
      assert.equal((await opened.dataset.read(0, 1_000_000)).length, records);
      assert.ok(opened.statistics.records > 0);
    });
  }

  it('says that training requires VS Code on the desktop', async () => {
    const { commands, told } = activated(code);
    await commands.get('tensorscope.trainModel')?.();
    assert.match(told.join(), /requires VS Code on the desktop/);
  });
});
