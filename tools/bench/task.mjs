// Runs measured code in processes of its own, so that warm-up and peak memory are its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { compileKernel } from '../kernel.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '../..');

/** Where bundles go, to be removed when a benchmark ends. */
export const bundles = join(root, 'dist', 'bench');

/** Bundles a TypeScript file of the repository as the package has it, to beside the product's own bundles, where the native checksum is found; gives the script's path. */
export async function bundle(file) {
  await compileKernel();
  const outfile = join(bundles, `${basename(file, '.ts')}.cjs`);
  await esbuild.build({
    entryPoints: [join(root, file)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    external: ['@node-rs/crc32'],
    loader: { '.wasm': 'binary' },
    target: 'node20',
    logLevel: 'error',
  });
  return outfile;
}

/** Runs a script that prints one object as JSON. */
export const runTask = (script, ...args) => JSON.parse(execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' }));

/** TensorFlow's speed on an example file, {version, dataset, parse} in records a second; undefined where $PYTHON names no Python that has it. */
export function tensorflowSpeed(path) {
  const python = process.env.PYTHON;
  if (!python) return undefined;
  const run = spawnSync(python, [join(here, 'tensorflow_speed.py'), path], { encoding: 'utf8' });
  return run.status === 0 ? JSON.parse(run.stdout) : undefined;
}
