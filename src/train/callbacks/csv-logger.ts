import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Callback, CallbackConfig, Control } from './callback';

/** A float as Python writes it. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const [digits, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** The file as Keras's CSVLogger writes it, epochs from 0. */
export function csvLogger(config: CallbackConfig, control: Control): Callback {
  const { filename, separator = ',', append } = config;
  const path = control.fileOf(String(filename));
  const write = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw new Error(`CSVLogger cannot write ${String(filename)}: ${(error as Error).message}`);
    }
  };
  const goesOn = append === true && existsSync(path);
  const hasHeader = goesOn && readFileSync(path).length > 0;
  if (!goesOn) write(() => writeFileSync(path, ''));
  let columns: string[] | undefined;
  return {
    epochEnd(epoch, metrics) {
      const lines: string[][] = [];
      if (columns === undefined) {
        const names = Object.keys(metrics).sort();
        columns = names.some(name => name.startsWith('val_')) ? names : [...names, ...names.map(name => `val_${name}`)];
        if (!hasHeader) lines.push(['epoch', ...columns]);
      }
      const value = (name: string): string => (name in metrics ? pythonFloat(Math.fround(metrics[name])) : 'NA');
      lines.push([String(epoch - 1), ...columns.map(value)]);
      write(() => appendFileSync(path, lines.map(line => `${line.join(String(separator))}\r\n`).join('')));
    },
  };
}
