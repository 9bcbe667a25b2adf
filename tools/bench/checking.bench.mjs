// How fast programs are checked: cold, after an edit, 700 of them, and memory over 10,000 edits. Bars: 300 ms, 50 ms, 20 s, flat.
// usage: npm run bench checking
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import esbuild from 'esbuild';
import { root } from '../setup/paths.mjs';
import { programOf } from './checking-programs.mjs';

const STARTS = 5;
const EDITS = 200;
const SCRIPTS = 700;
const MANY_EDITS = 10_000;

const wasm = name => readFileSync(join(root, 'dist', name));
const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const request = (path, text) => ({ path, folder: null, cells: [{ path, text, raises: false }], levels: {}, inlays: 'all', keras: '3' });

let failed = 0;
function report(what, value, bar, holds) {
  if (!holds) failed += 1;
  console.log(`${what.padEnd(34)} ${value.padEnd(62)} bar ${bar}${holds ? '' : '  MISSED'}`);
}

/** A new thread of the checker: milliseconds until it has answered, and what of it the reading took. */
function coldStart(text) {
  return new Promise((done, fail) => {
    const begin = performance.now();
    const worker = new Worker(join(root, 'dist', 'checker.js'));
    worker.once('error', fail);
    worker.once('message', ({ value }) => {
      done({ all: performance.now() - begin, reading: value.milliseconds });
      void worker.terminate();
    });
    worker.postMessage({ kind: 'call', id: 1, name: 'check', argument: request('cold.py', text) });
  });
}

/** The text with one character more or less in a line of its own choosing: what the user types. */
function edited(text, edit) {
  const lines = text.split('\n');
  const at = 5 + ((edit * 37) % (lines.length - 6));
  lines[at] = edit % 2 === 0 ? `${lines[at]} ` : `${lines[at]}  # edit ${edit}`;
  return lines.join('\n');
}

const long = programOf(1000, 1);
const cold = [];
for (let start = 0; start < STARTS; start++) cold.push(await coldStart(long));
const first = median(cold.map(({ reading }) => reading));
const start = median(cold.map(({ all, reading }) => all - reading));
report('cold, 1,000 lines', `${first.toFixed(0)} ms, after ${start.toFixed(0)} ms for the thread`, '300 ms', first < 300);

const outfile = join(root, 'dist', 'bench-checking.cjs');
await esbuild.build({
  stdin: { contents: "export * from './src/check/host/checker'; export * from './src/python/parser';", resolveDir: root, loader: 'ts' },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
  absWorkingDir: root,
  logLevel: 'error',
});
const { createChecker, loadParser } = createRequire(import.meta.url)(outfile);

const files = { around: () => ({ workspace: {} }), folderOf: () => '' };
const parser = await loadParser(() => ({ runtime: wasm('web-tree-sitter.wasm'), python: wasm('tree-sitter-python.wasm') }));
const checker = createChecker(parser, files);
await checker.check(request('long.py', long));
const times = [];
const used = process.cpuUsage();
for (let edit = 0; edit < EDITS; edit++) {
  const text = edited(long, edit);
  const begin = performance.now();
  await checker.check(request('long.py', text));
  times.push(performance.now() - begin);
}
const { user, system } = process.cpuUsage(used);
const processor = (user + system) / 1000 / EDITS;
const slow = times.sort((a, b) => a - b)[Math.floor(EDITS * 0.95)];
report(
  'after an edit, 1,000 lines',
  `${median(times).toFixed(1)} ms, 95 % under ${slow.toFixed(1)} ms (${processor.toFixed(1)} ms of processor time)`,
  '50 ms (median)',
  median(times) < 50,
);

const begin = performance.now();
let characters = 0;
for (let script = 0; script < SCRIPTS; script++) {
  const text = programOf(240, script);
  characters += text.length;
  await checker.check(request(`script-${script}.py`, text));
}
const seconds = (performance.now() - begin) / 1000;
report(`${SCRIPTS} scripts`, `${seconds.toFixed(1)} s for ${(characters / 1e6).toFixed(1)} M characters`, '20 s', seconds < 20);

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc');
const inUse = () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1048576;
};
const short = programOf(60, 3);
let before = 0;
for (let edit = 0; edit < MANY_EDITS; edit++) {
  await checker.check(request('short.py', edited(short, edit)));
  if (edit === MANY_EDITS / 10) before = inUse();
}
const grown = inUse() - before;
report(
  `memory over ${MANY_EDITS.toLocaleString('en-US')} edits`,
  `${before.toFixed(0)} MB, ${grown >= 0 ? '+' : ''}${grown.toFixed(1)} MB at the end`,
  'under 5 MB more',
  grown < 5,
);
process.exitCode = failed === 0 ? 0 : 1;
