// Reads every hostile input with the command line and prints, as a table of Markdown, how long each took and how much memory; fails where a bar is missed, a sentence is missing or
// the program met an exception. `--before CHECKOUT` runs another build on the same inputs, in turn. Words choose the rows whose text has one of them.
// usage: npm run abuse [-- [--before CHECKOUT] [WORD…]]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mebibytes } from '../bench/report.mjs';
import { root } from '../setup/paths.mjs';
import { CRASH, makeRows } from './rows.mjs';
import { runMeasured } from './run-measured.mjs';

const { values, positionals } = parseArgs({ options: { before: { type: 'string' } }, allowPositionals: true });
const before = values.before && resolve(values.before);
const figures = ({ seconds, peak, code }, stop) => {
  if (peak !== undefined) return `${seconds.toFixed(2)} s, ${mebibytes(peak)}`;
  if (stop === 'SIGKILL') return `${seconds.toFixed(2)} s`;
  return `${code === null ? 'killed' : `exit code ${code}`} after ${seconds.toFixed(0)} s`;
};

const folder = mkdtempSync(join(tmpdir(), 'tensorscope-abuse-'));
let failed = 0;
try {
  const rows = (await makeRows(folder)).filter(({ what }) => positionals.length === 0 || positionals.some(word => what.includes(word)));
  console.log(`| Input | Command |${before ? ' Before |' : ''} Now | Bar | |\n|---|---|${before ? '---|' : ''}---|---|---|`);
  for (const { what, args, bar, codes, shows, stop } of rows) {
    const old = before && (await runMeasured(before, args, { cwd: folder, stop }));
    const run = await runMeasured(root, args, { cwd: folder, stop });
    const faults = [
      run.seconds > bar.seconds && 'too slow',
      // A killed command cannot say how much it had.
      (run.peak ?? (stop === 'SIGKILL' ? 0 : Number.POSITIVE_INFINITY)) > bar.peak && 'too much memory',
      !codes.includes(run.code) && `exit code ${run.code}`,
      CRASH.test(run.printed) && 'an exception',
      shows && !run.printed.split('\n').every(line => line === '' || shows.test(line)) && 'other output',
    ].filter(Boolean);
    if (faults.length > 0) failed += 1;
    const bars = `${bar.seconds.toFixed(0)} s, ${mebibytes(bar.peak)}`;
    console.log(
      `| ${what} | ${args[0]}${stop ? `, ${stop}` : ''} |${old ? ` ${figures(old, stop)} |` : ''} ${figures(run, stop)} | ${bars} | ${faults.join(', ') || 'met'} |`,
    );
  }
  console.log(`\n${rows.length - failed} met, ${failed} missed`);
  if (failed > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
