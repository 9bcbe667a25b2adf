import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { show } from '../setup/command.mjs';
import { root } from '../setup/paths.mjs';

const folder = join(root, 'tools', 'bench');

/** Runs every benchmark of tools/bench in the order of their names; words name those that are wanted. */
export async function main(wanted) {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.bench.mjs'))
        .sort()
    : [];
  const chosen = wanted.length > 0 ? files.filter(name => wanted.includes(name.replace('.bench.mjs', ''))) : files;
  let failed = 0;
  for (const name of chosen) {
    console.log(`\n${name.replace('.bench.mjs', '')}`);
    if ((await show(process.execPath, ['--import', 'tsx', join(folder, name)], { cwd: root })) !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}
