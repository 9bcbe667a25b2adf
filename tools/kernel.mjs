// Compiles src/statistics/kernel (AssemblyScript) to dist/kernel.wasm, which bundles take in as bytes and unit tests read.
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const sources = 'src/statistics/kernel';
const output = 'dist/kernel.wasm';

/** No collector of garbage: the kernel's memory is given up as a whole. A failed check inside it ends the call with a trap. */
const options = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert', '--use', 'abort='];

const changedAt = path => statSync(join(root, path)).mtimeMs;

function isFresh() {
  if (!existsSync(join(root, output))) return false;
  const made = changedAt(output);
  const from = [...readdirSync(join(root, sources)).map(name => `${sources}/${name}`), 'tools/kernel.mjs', 'package-lock.json'];
  return from.every(path => changedAt(path) < made);
}

/** Compiles the kernel unless it is newer than its sources (a second and a half). */
export async function compileKernel() {
  if (isFresh()) return;
  const { main } = await import('assemblyscript/asc');
  mkdirSync(join(root, 'dist'), { recursive: true });
  const unfinished = `${output}.${process.pid}`;
  const { error, stderr } = await main([`${sources}/index.ts`, '--baseDir', root, '--outFile', unfinished, ...options]);
  if (error) throw new Error(`${stderr}\nthe kernel does not compile: ${error.message}`);
  renameSync(join(root, unfinished), join(root, output));
}
