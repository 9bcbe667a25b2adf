import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from '../../../root';

/** Bundles a file of src that runs in a thread of its own, as tools/build.mjs does, to `script`. */
export const bundleThread = (file: string, script: string) =>
  esbuild.build({
    entryPoints: [join(root, 'src', file)],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20',
    loader: { '.wasm': 'binary' },
    external: ['@node-rs/crc32'],
  });
