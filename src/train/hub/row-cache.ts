import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface StoreLimits {
  /** Bytes kept in memory, and then in a file that ends with the process. */
  readonly memory: number;
  readonly disk: number;
}
const DEFAULT_LIMITS: StoreLimits = { memory: 256e6, disk: 8e9 };
/** What an entry costs besides its values, in bytes: key, map and array. */
const ENTRY_BYTES = 200;

/** Rows of numbers by key: the first in memory, more in a file, and those beyond that not at all. All rows have one width. */
export class RowCache {
  private readonly inMemory = new Map<string, Float32Array>();
  private readonly onDisk = new Map<string, number>();
  private bytes = 0;
  private file: number | undefined;
  private isFull = false;

  constructor(
    private readonly width: number,
    private readonly limits: StoreLimits = DEFAULT_LIMITS,
  ) {}

  get(key: string): Float32Array | undefined {
    const kept = this.inMemory.get(key);
    const place = kept === undefined ? this.onDisk.get(key) : undefined;
    if (place === undefined || this.file === undefined) return kept;
    const row = new Float32Array(this.width);
    const read = readSync(this.file, new Uint8Array(row.buffer), 0, row.byteLength, place * row.byteLength);
    return read === row.byteLength ? row : undefined;
  }

  set(key: string, row: Float32Array): void {
    const size = row.byteLength + ENTRY_BYTES;
    if (this.bytes + size <= this.limits.memory) {
      this.inMemory.set(key, row);
      this.bytes += size;
    } else if (!this.isFull) this.write(key, row);
  }

  /** A disk that is full only means that nothing more is kept. */
  private write(key: string, row: Float32Array): void {
    const place = this.onDisk.size;
    try {
      if ((place + 1) * row.byteLength > this.limits.disk) throw new Error('enough');
      this.file ??= openScratch();
      writeSync(this.file, new Uint8Array(row.buffer, row.byteOffset, row.byteLength), 0, row.byteLength, place * row.byteLength);
      this.onDisk.set(key, place);
    } catch {
      this.isFull = true;
    }
  }
}

/** A file that is gone with the process. */
function openScratch(): number {
  const folder = mkdtempSync(join(tmpdir(), 'tensorscope-module-'));
  const file = openSync(join(folder, 'rows'), 'w+');
  process.once('exit', () => {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  });
  return file;
}
