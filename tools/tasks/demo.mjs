import { show } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';

/** Trains the sample text model through the worker that the extension starts, with a progress line and a curve in the terminal. Seeded, so that it can be compared. */
export function main(args) {
  return show(process.execPath, ['dist/cli.js', 'train', 'samples/sections_cnn.py', '--epochs', '3', '--seed', '0', ...args], {
    cwd: root,
  });
}
