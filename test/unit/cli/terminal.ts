import type { WriteStream } from 'node:tty';
import type { Paint } from '../../../src/cli/style';

/** A stream that remembers what is written to it: a terminal of some columns, or none. */
export function fakeStream(columns?: number): { stream: WriteStream; written(): string } {
  const pieces: string[] = [];
  const write = (piece: string): boolean => pieces.push(piece) > 0;
  return { stream: { isTTY: columns !== undefined, columns, write } as unknown as WriteStream, written: () => pieces.join('') };
}

/** No styles. */
export const plain: Paint = (_style, text) => text;

/** Styles by their names, where a test wants to see them. */
export const named: Paint = (style, text) => `<${style}>${text}</>`;
