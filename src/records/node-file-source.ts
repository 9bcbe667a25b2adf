import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import type { ByteSource } from './byte-source';

/** An open file as a byte source, with what identifies its state. */
export interface FileSource extends ByteSource {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  close(): void;
}

/**
 * Opens a file for reading; throws Node's own error when it cannot. `blocking`: reads happen on the calling thread, which is faster and right in a worker.
 */
export function openFileSource(path: string, { blocking = false } = {}): FileSource {
  const file = openSync(path, 'r');
  const stat = fstatSync(file);
  if (stat.isDirectory()) {
    closeSync(file);
    throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
  }
  const target = (length: number, into?: Uint8Array) => (into && into.length >= length ? into.subarray(0, length) : new Uint8Array(length));
  return {
    path,
    size: stat.size,
    modified: stat.mtimeMs,
    async read(offset, length, into) {
      const bytes = target(Math.max(0, Math.min(length, stat.size - offset)), into);
      let filled = 0;
      while (filled < bytes.length) {
        const count = blocking
          ? readSync(file, bytes, filled, bytes.length - filled, offset + filled)
          : await readLater(file, bytes, filled, offset + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    },
    close: () => closeSync(file),
  };
}

function readLater(file: number, bytes: Uint8Array, at: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(file, bytes, at, bytes.length - at, position, (error, count) => (error ? reject(error) : resolve(count)));
  });
}

/** The first bytes of a file; none when it cannot be read. */
export function headOf(path: string, length: number): Uint8Array {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return new Uint8Array(0);
  }
}

/** A file system error for the user. */
export function whyNot(error: NodeJS.ErrnoException): string {
  const words: { [code: string]: string } = {
    ENOENT: 'there is no such file',
    EACCES: 'it may not be read (permission denied)',
    EISDIR: 'it is a folder',
  };
  return words[error.code ?? ''] ?? error.message;
}
