import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubCommand } from '../../../src/cli/hub';
import { hubModules } from '../../../src/cli/hub-modules';
import type { HubReport } from '../../../src/cli/hub-report';
import { tfhubFolder } from '../../../src/hub/node-cache';
import { inProject } from '../../root';
import { archiveOf, LocalServer, sends } from '../hub/download/server';

const USE = 'https://tfhub.dev/google/universal-sentence-encoder/4';
const module = (name: string): string => inProject(`test/data/modules/${name}`);

/** Runs the command; what it prints, and its exit code. */
async function run(...args: string[]): Promise<{ code: number; output: string }> {
  const pieces: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = ((piece: string) => pieces.push(piece) > 0) as typeof write;
  try {
    return { code: await hubCommand.run(args), output: pieces.join('').trimEnd() };
  } finally {
    process.stdout.write = write;
  }
}

const report = async (...args: string[]): Promise<HubReport & { code: number }> => {
  const { code, output } = await run(...args, '--json');
  return { code, ...JSON.parse(output) };
};

describe('tensorscope hub --download', () => {
  it('downloads a module and says what it is, or why there is none', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'hub-'));
    const before = process.env.TFHUB_CACHE_DIR;
    const files = ['saved_model.pb', 'variables/variables.index'];
    const archive = await archiveOf(files.map(path => [path, readFileSync(join(module('words'), path))]));
    const server = new LocalServer(sends(archive));
    const handle = `${await server.start()}/words/1`;
    process.env.TFHUB_CACHE_DIR = cache;
    try {
      const { code, folder, source, format } = await report(handle, '--download');
      assert.deepEqual([code, folder, source, format], [0, join(cache, tfhubFolder(handle)), 'tfhub-cache', 'tf2']);
      server.answer = (_, response) => response.writeHead(404).end();
      const missing = await report(`${handle}2`, '--download');
      assert.equal(missing.code, 1);
      assert.match(missing.problems[0], /does not have it \(status 404\)\.$/);
    } finally {
      if (before === undefined) delete process.env.TFHUB_CACHE_DIR;
      else process.env.TFHUB_CACHE_DIR = before;
      await server.stop();
      rmSync(cache, { recursive: true });
    }
  });
});

describe('tensorscope hub', () => {
  it('gives the signatures of a folder', async () => {
    const { code, folder, format, source, signatures, problems } = await report(module('words-dim128'));
    assert.deepEqual(
      { code, folder, format, source, problems },
      { code: 0, folder: module('words-dim128'), format: 'tf2', source: 'folder', problems: [] },
    );
    assert.deepEqual(signatures, {
      serving_default: {
        inputs: { inputs: { dtype: 'string', shape: [null] } },
        outputs: { outputs: { dtype: 'float32', shape: [null, 128] } },
      },
    });
  });

  it('takes the folder that a handle is given, and says how it differs from the catalogue', async () => {
    const { code, source, notes } = await report(USE, '--hub-module', `${USE}=${module('words-dim128')}`);
    assert.equal(code, 0);
    assert.equal(source, 'setting');
    assert.match(notes.join(), /gives float32 \(None, 128\); the catalogue has float32 \(None, 512\)/);
  });

  it('is readable', async () => {
    const { output } = await run(module('pictures'));
    for (const line of [
      '  TF2 SavedModel, written by TensorFlow 2.21.0',
      '    takes  images    float32 (None, None, None, 3)',
      '  called as module(images, training=False)',
      '    (float32 (None, None, None, 3), bool ()) gives float32 (None, 12)',
      '  1 variable, 900 parameters',
    ])
      assert.ok(output.includes(line), output);
  });

  it('says what is wrong in a sentence, with exit code 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'module-'));
    try {
      for (const [content, problem] of [
        [undefined, /There is no saved_model\.pb in it\.$/],
        ['not a model', /^.*saved_model\.pb cannot be read: /],
      ] as const) {
        if (content !== undefined) writeFileSync(join(folder, 'saved_model.pb'), content);
        const { code, problems, signatures } = await report(folder);
        assert.equal(code, 1);
        assert.deepEqual(signatures, {});
        assert.match(problems[0], problem);
      }
      assert.equal((await report('gs://bucket/module')).code, 1);
      assert.match((await run(join(folder, 'gone'))).output, /problem: .*is not on this machine/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('--hub-module', () => {
  it('parts handle and folder at the last "="', () =>
    assert.deepEqual(hubModules(['https://tfhub.dev/a/1?x=y=/m/a', 'b=c']), { 'https://tfhub.dev/a/1?x=y': '/m/a', b: 'c' }));
  for (const word of ['handle', '=folder', 'handle='])
    it(`refuses "${word}"`, () => assert.throws(() => hubModules([word]), /HANDLE=FOLDER/));
});
