import type { WriteStream } from 'node:tty';
import { escapeHidden } from '../common/hidden-characters';
import { printLines } from './output';

/** One line of a terminal that is written over as work goes on; elsewhere each new text is a line, but not one for every percent. */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

const withoutNumbers = (text: string): string => text.replace(/\d+/g, '');

/** A status line on a stream; text that does not fit the terminal's width is cut. */
export function statusLine(stream: WriteStream): StatusLine {
  let last = '';
  return {
    show(text) {
      if (stream.isTTY) stream.write(`\r\x1b[2K${escapeHidden(text).slice(0, stream.columns - 1)}`);
      else if (withoutNumbers(text) !== withoutNumbers(last)) printLines([text], stream);
      last = text;
    },
    clear() {
      if (stream.isTTY) stream.write('\r\x1b[2K');
      last = '';
    },
  };
}
