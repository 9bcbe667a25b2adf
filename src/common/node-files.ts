import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** What a path leads to that is no regular file: reading it may wait for ever, never end, or make no sense. */
const kinds: [is: 'isDirectory' | 'isFIFO' | 'isSocket' | 'isCharacterDevice' | 'isBlockDevice', words: string, code: string][] = [
  ['isDirectory', 'it is a folder', 'EISDIR'],
  ['isFIFO', 'it is a named pipe, not a file', 'ENOTREG'],
  ['isSocket', 'it is a socket, not a file', 'ENOTREG'],
  ['isCharacterDevice', 'it is a device, not a file', 'ENOTREG'],
  ['isBlockDevice', 'it is a device, not a file', 'ENOTREG'],
];

/**
 * Opens a regular file for reading and gives its descriptor, size in bytes and time of change. Throws Node's own error where it cannot be opened, and one that says
 * what it is where it is no regular file; never waits for a writer at the other end of a pipe.
 */
export function openRegularFile(path: string): { file: number; size: number; modified: number } {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stat = fstatSync(file);
  if (stat.isFile()) return { file, size: stat.size, modified: stat.mtimeMs };
  closeSync(file);
  const [, words, code] = kinds.find(([is]) => stat[is]()) ?? ['', 'it is no regular file', 'ENOTREG'];
  throw Object.assign(new Error(words), { code });
}

/** A regular file's whole text (UTF-8). Throws as `openRegularFile` does, and a sentence where it has more than `maxBytes`. */
export function readTextFile(path: string, maxBytes: number): string {
  const { file, size } = openRegularFile(path);
  try {
    if (size > maxBytes) throw new Error(`it has ${size} bytes, more than the ${maxBytes} that are read of such a file`);
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const count = readSync(file, bytes, filled, size - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return new TextDecoder().decode(bytes.subarray(0, filled));
  } finally {
    closeSync(file);
  }
}
