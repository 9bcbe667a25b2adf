// What a benchmark prints: a figure a line, and beside it the bar and whether it is met.
import { loadavg } from 'node:os';

/** Collects the lines of a benchmark. `bar` is what the figure is to be, in words; `met` whether it is. */
export function createReport() {
  const rows = [];
  return {
    add(what, figure, bar = '', met = undefined) {
      rows.push([what, figure, bar && `bar: ${bar}${met === undefined ? '' : met ? ', met' : ', NOT met'}`]);
      if (met === false) process.exitCode = 1;
    },
    print() {
      const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column].length)));
      for (const [what, figure, bar] of rows) console.log(`${what.padEnd(widths[0])}  ${figure.padEnd(widths[1])}  ${bar}`.trimEnd());
      console.log(`load of the machine during the last minute: ${loadavg()[0].toFixed(1)}`);
    },
  };
}

export const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
export const million = value => `${(value / 1e6).toFixed(2)} M`;
export const mebibytes = bytes => `${Math.round(bytes / 1_048_576)} MB`;
