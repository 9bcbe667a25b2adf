import { join } from 'node:path';
import { show } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';

/** Reads hostile inputs and measures what they take. */
export const main = args => show(process.execPath, ['--import', 'tsx', join(root, 'tools', 'abuse', 'abuse.mjs'), ...args]);
