// Bundles everything that runs: one row an entry. `--watch` keeps all of them fresh, with source maps; minified and without for packaging with `--production`.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import esbuild from 'esbuild';
import { compileKernel } from './kernel.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const production = process.argv.includes('--production');
/** Shorter data stay as they are. */
const LEAST_DEFLATED = 10_000;
const watch = process.argv.includes('--watch');

const inflateInNode = text =>
  `module.exports = JSON.parse(require('node:zlib').inflateRawSync(Buffer.from(${text}, 'base64')).toString());`;
const inflateAnywhere = text => `
  const { inflateSync, strFromU8 } = require('fflate');
  const bytes = Uint8Array.from(atob(${text}), character => character.charCodeAt(0));
  module.exports = JSON.parse(strFromU8(inflateSync(bytes)));`;

/**
 * Data of the rules as text that is parsed when it is first used: the engine reads that several times faster than the same data as code. In the package it is
 * deflated, to a sixth: both checkers have it, and inflating takes a few milliseconds.
 */
const parsedData = {
  name: 'parsed data',
  setup: build =>
    build.onLoad({ filter: /src[\\/](rules|hub)[\\/].*\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      if (!production || text.length < LEAST_DEFLATED) return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});` };
      const deflated = JSON.stringify(deflateRawSync(text, { level: 9 }).toString('base64'));
      const inflate = build.initialOptions.platform === 'node' ? inflateInNode : inflateAnywhere;
      return { contents: inflate(deflated), resolveDir: root };
    }),
};

const common = {
  bundle: true,
  sourcemap: !production,
  minify: production,
  absWorkingDir: root,
  logLevel: 'warning',
  target: 'es2022',
  plugins: [parsedData],
  loader: { '.css': 'css', '.wasm': 'binary' },
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', '@node-rs/crc32'],
  // Its ES module asks for import.meta.url, which a CommonJS bundle does not have.
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
};
const browser = { ...common, platform: 'browser', format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' };

/** The extension host of an editor in a browser: a web worker that has `require` for one module only. */
const webHost = { ...common, platform: 'browser', format: 'cjs', external: ['vscode'] };

/**
 * The training worker holds tfjs-node's JavaScript; its addon comes from src/engine, so the package's own finder makes way for ours, and the umbrella
 * package (with its browser backends) for the two parts of it that are used.
 */
const worker = {
  ...node,
  mainFields: ['module', 'main'],
  external: [...node.external, 'node-fetch'],
  alias: { '@mapbox/node-pre-gyp': './src/train/backend/binding-path.ts', '@tensorflow/tfjs': './src/train/backend/tfjs-union.ts' },
};

/** The parser looks for its files beside itself unless it is given them, as ours is: any address does, where a worker has none. */
const webChecker = { ...browser, external: ['fs/promises', 'module'], define: { 'import.meta.url': '"file:///checker.js"' } };

/** What is built: entry point, file in dist, kind. */
const entries = [
  { in: 'src/cli/main.ts', out: 'cli', options: { ...node, banner: { js: '#!/usr/bin/env node' } } },
  { in: 'src/statistics/threads/node-scanner.ts', out: 'scanner', options: node },
  { in: 'src/check/host/node-checker.ts', out: 'checker', options: node },
  { in: 'src/viewer/node-task-worker.ts', out: 'records-tasks', options: node },
  { in: 'src/check/host/web-checker.ts', out: 'browser/checker', options: webChecker },
  { in: 'src/train/main.ts', out: 'worker', options: worker },
  { in: 'src/extension/main.ts', out: 'extension', options: node },
  { in: 'src/extension/browser-main.ts', out: 'browser/extension', options: webHost },
  { in: 'webview/ui/elements.ts', out: 'webview/controls', options: browser },
  { in: 'webview/training/main.tsx', out: 'webview/training', options: browser },
  { in: 'webview/module/main.tsx', out: 'webview/module', options: browser },
  { in: 'webview/model/main.tsx', out: 'webview/model', options: browser },
  { in: 'webview/compatibility/main.tsx', out: 'webview/compatibility', options: browser },
  { in: 'webview/records/main.tsx', out: 'webview/records', options: browser },
  { in: 'webview/records/compare-main.tsx', out: 'webview/compare', options: browser },
];

/** Data files that the bundles read at run time, beside them in dist. */
const assets = [
  ['node_modules/web-tree-sitter/web-tree-sitter.wasm', 'web-tree-sitter.wasm'],
  ['node_modules/tree-sitter-python/tree-sitter-python.wasm', 'tree-sitter-python.wasm'],
  // Every Node that VS Code runs has the SIMD instructions, so the engine's other build is never asked for.
  ['node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-simd.wasm'],
  ['node_modules/@tensorflow/tfjs-node/binding', 'addon/binding'],
  ['node_modules/@tensorflow/tfjs-node/package.json', 'addon/package.json'],
  ['node_modules/node-api-headers/include', 'addon/node-api'],
];

await compileKernel();
mkdirSync(resolve(root, 'dist'), { recursive: true });
for (const [from, to] of assets) cpSync(resolve(root, from), resolve(root, 'dist', to), { recursive: true });

const contexts = await Promise.all(
  entries.map(entry => esbuild.context({ ...entry.options, entryPoints: [{ in: entry.in, out: entry.out }], outdir: 'dist' })),
);
if (watch) {
  await Promise.all(contexts.map(context => context.watch()));
  console.log('watching; Ctrl-C ends');
} else {
  await Promise.all(contexts.map(context => context.rebuild()));
  await Promise.all(contexts.map(context => context.dispose()));
}
