import { show } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';

/** Trains the sample text model through the worker that the extension starts, with a progress line and a curve in the terminal. */
export function main(args) {
  return show(process.execPath, ['dist/cli.js', 'train', 'samples/sections_cnn.py', '--epochs', '3', ...args], { cwd: root });
}
