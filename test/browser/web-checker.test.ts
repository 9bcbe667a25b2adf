import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { CheckAnswer, CheckRequest } from '../../src/protocol/checking';
import { findChromium } from '../../tools/vscode/chromium.mjs';
import { inProject } from '../root';

const dist = inProject('dist');
const origin = 'http://checker.test';

/** What the page does as an editor: it starts the worker, answers its questions and asks for one check. */
const page = `<script>
  const files = { 'w/sizes.py': 'UNITS = 12' };
  const bytes = async name => new Uint8Array(await (await fetch('/' + name)).arrayBuffer());
  const answers = {
    grammar: async () => ({ runtime: await bytes('web-tree-sitter.wasm'), python: await bytes('tree-sitter-python.wasm') }),
    read: async ({ path }) => files[path] ?? null,
    glob: async () => [],
  };
  window.check = request => new Promise(done => {
    const worker = new Worker('/browser/checker.js');
    worker.onmessage = async ({ data }) => {
      if (data.kind === 'call') worker.postMessage({ kind: 'result', id: data.id, value: await answers[data.name](data.argument) });
      else done(data);
    };
    worker.postMessage({ kind: 'call', id: 1, name: 'check', argument: request });
  });
</script>`;

const types: { [ending: string]: string } = { js: 'text/javascript', wasm: 'application/wasm' };

describe('the checker in a web worker', () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(() => browser.close());

  it('reads a program and the file of the workspace that it imports', async () => {
    const tab = await browser.newPage();
    await tab.route(`${origin}/**`, route => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: page });
      return route.fulfill({ contentType: types[pathname.split('.').at(-1) ?? ''], body: readFileSync(join(dist, pathname)) });
    });
    await tab.goto(`${origin}/`);
    const text = 'from sizes import UNITS\nimport keras\nx = keras.Input((4,))\ny = keras.layers.Dense(UNITS)(x)\n';
    const cells = [{ path: 'w/main.py', text, raises: false }];
    const request: CheckRequest = { path: 'w/main.py', folder: 'w', cells, levels: {}, inlays: 'all', keras: '3' };
    const { value, message } = await tab.evaluate(
      argument =>
        (window as unknown as { check(request: CheckRequest): Promise<{ value: CheckAnswer; message?: string }> }).check(argument),
      request,
    );
    assert.equal(message, undefined);
    assert.deepEqual(
      value.cells[0]?.inlays.map(inlay => inlay.text),
      [': float32 (batch, 4)', ': float32 (batch, 12)'],
    );
    await tab.close();
  });
});
