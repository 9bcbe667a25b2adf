import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Writes a file so that a reader, or a crash at any moment, finds the old content or the new, never half of it. */
export function writeFileAtomically(path: string, parts: (string | Uint8Array)[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    // Whatever lies there is of a process that was cut off, or a link.
    rmSync(temporary, { force: true });
    const file = openSync(temporary, 'wx');
    try {
      for (const part of parts) writeFully(file, typeof part === 'string' ? Buffer.from(part) : part);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeFully(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
