// What `npm run abuse` runs: each hostile input with the command that reads it, its bars, and what the output has to be like.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { makeOddFolder, recordInputs } from './record-inputs.mjs';
import { sourceInputs } from './source-inputs.mjs';
import { trainInputs } from './train-inputs.mjs';

const MEBIBYTE = 2 ** 20;
export const BARS = {
  records: { seconds: 5, peak: 500 * MEBIBYTE },
  /** For each gigabyte that has to be read or unpacked. */
  secondsOfGigabyte: 6,
  /** From Ctrl+C, or from the death of the command, to the end of the last process. */
  stopped: { seconds: 1, peak: 500 * MEBIBYTE },
  orphaned: { seconds: 2, peak: 500 * MEBIBYTE },
  source: { seconds: 1, peak: 300 * MEBIBYTE },
};

/** What a program prints that met an exception of its own. */
export const CRASH = /^\s+at .+:\d+:\d+\)?$|RangeError|TypeError: /m;

/**
 * Makes all inputs in a folder.
 * @returns {Promise<{what: string, args: string[], bar: {seconds: number, peak: number}, codes: (number | null)[], shows?: RegExp, stop?: 'SIGINT' | 'SIGKILL'}[]>}
 */
export async function makeRows(folder) {
  const rows = [];
  for (const { what, name, make, shows, gigabytes = 0 } of recordInputs) {
    const bar = { ...BARS.records, seconds: BARS.records.seconds + BARS.secondsOfGigabyte * gigabytes };
    await make(join(folder, name));
    for (const command of ['inspect', 'records']) rows.push({ what, args: [command, name], bar, codes: [0, 1], shows });
  }
  makeOddFolder(join(folder, 'odd'));
  rows.push({
    what: 'a folder with a device, a pipe, links in circles and an empty lock file',
    args: ['inspect', 'odd'],
    bar: BARS.records,
    codes: [0, 1],
  });
  rows.push({
    what: 'a pattern of record files with 200 stars',
    args: ['inspect', `odd/${'*a'.repeat(200)}b`],
    bar: BARS.records,
    codes: [1, 2],
  });
  for (const { what, name, text, code = 0, shows } of sourceInputs) {
    writeFileSync(join(folder, name), text);
    rows.push({ what, args: ['check', name], bar: BARS.source, codes: code === 0 ? [0, 1] : [code], shows });
  }
  const given = join(root, 'test', 'data', 'hostile', 'python');
  for (const name of readdirSync(given))
    rows.push({ what: `test/data/hostile/python/${name}`, args: ['check', join(given, name)], bar: BARS.source, codes: [0, 1] });
  for (const { what, name, text } of trainInputs) {
    writeFileSync(join(folder, name), text);
    rows.push({ what, args: ['train', name], bar: BARS.stopped, codes: [0, 1, 130], stop: 'SIGINT' });
    rows.push({ what, args: ['train', name], bar: BARS.orphaned, codes: [null], stop: 'SIGKILL' });
  }
  return rows;
}
