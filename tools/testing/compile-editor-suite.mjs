import { rmSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { root } from '../setup/paths.mjs';

/** Folder of the compiled suite; its index.js is what VS Code runs. */
export const editorSuite = join(root, 'out', 'test', 'editor');

/** Compiles test/editor, every file a bundle of its own, so that the suite finds its tests by their file names. */
export async function compileEditorSuite() {
  rmSync(editorSuite, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/editor/**/*.ts'],
    outdir: editorSuite,
    outbase: 'test/editor',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    loader: { '.wasm': 'binary' },
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}
