import { closeSync, read, readSync } from 'node:fs';
import { openRegularFile } from '../common/node-files';
import type { ByteSource } from './byte-source';

/** An open file as a byte source, with what identifies its state. */
export interface FileSource extends ByteSource {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  close(): void;
}

/**
 * Opens a file for reading; throws Node's own error when it cannot, and one that says what it is when it is no regular file. `blocking`: reads happen on the calling thread, which is faster and right in a worker.
 */
export function openFileSource(path: string, { blocking = false } = {}): FileSource {
  const { file, size, modified } = openRegularFile(path);
  const target = (length: number, into?: Uint8Array) => (into && into.length >= length ? into.subarray(0, length) : new Uint8Array(length));
  return {
    path,
    size,
    modified,
    async read(offset, length, into) {
      const bytes = target(Math.max(0, Math.min(length, size - offset)), into);
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
    const { file } = openRegularFile(path);
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
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    ELOOP: 'its symbolic links form a cycle',
    EISDIR: 'it is a folder',
  };
  return words[error.code ?? ''] ?? error.message;
}
