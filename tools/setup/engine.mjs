// TensorFlow's native library for the trainer. Without it training runs on WebAssembly, so a machine that has none is told once and goes on.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { root } from './paths.mjs';

/** Lives and goes with the packages it belongs to. Holds what the attempt gave, so that an off-line machine tries once only. */
const stamp = join(root, 'node_modules', '.tensorscope-engine.json');

async function install() {
  const answer = await quietly(process.execPath, ['dist/cli.js', 'engine', '--install', '--json'], { cwd: root, shell: false });
  const { engine, reason } = JSON.parse(answer);
  if (engine === 'wasm')
    console.error(`No native TensorFlow (${reason}). Training runs on WebAssembly; "node dist/cli.js engine --install" tries again.`);
  writeFileSync(stamp, answer);
}

/** @type {import('./steps.mjs').Step} */
export const engine = { title: 'Setting up TensorFlow', needed: () => !existsSync(stamp), run: install };
