// TensorFlow's native library for the trainer. Without it training runs on WebAssembly, so a failure here is told and lived with.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, quietly } from './command.mjs';
import { root } from './paths.mjs';

/** Lives and goes with the packages it belongs to. Holds what the attempt gave, so that an off-line machine tries once only. */
const stamp = join(root, 'node_modules', '.tensorscope-engine');

/** What a person can do about a machine without TensorFlow. */
const retry = 'Training runs on the WebAssembly engine; "node dist/cli.js engine --install" tries again.';

async function install() {
  try {
    await quietly(process.execPath, ['dist/cli.js', 'engine', '--install'], { cwd: root, shell: false });
    writeFileSync(stamp, 'native\n');
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(`No native TensorFlow could be set up: ${error.message.split('\n').at(-1)}. ${retry}`);
    writeFileSync(stamp, 'wasm\n');
  }
}

/** @type {import('./steps.mjs').Step} */
export const engine = { title: 'Setting up TensorFlow', needed: () => !existsSync(stamp), run: install };
