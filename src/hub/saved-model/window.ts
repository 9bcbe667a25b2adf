import type { ByteSource } from '../../records/byte-source';
import { BeyondLimits, Unreadable } from './unreadable';

/** Bytes that are read at a time. */
const WINDOW_BYTES = 1 << 18;

/** A place in a large source that moves forward: what is skipped is never read. */
export class FileWindow {
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;

  constructor(
    private readonly source: ByteSource,
    /** Milliseconds, as `performance.now()` counts them, after which reading is given up. */
    private readonly deadline: number,
  ) {}

  /** Bytes [start, end) where they are at hand; undefined where `fill` has to be waited for. */
  at(start: number, end: number): Uint8Array | undefined {
    const from = start - this.start;
    return from >= 0 && end - this.start <= this.bytes.length ? this.bytes.subarray(from, end - this.start) : undefined;
  }

  /** Reads on from `start`, and gives bytes [start, end). */
  async fill(start: number, end: number): Promise<Uint8Array> {
    if (performance.now() > this.deadline) throw new BeyondLimits('it takes too long to read');
    this.bytes = await this.source.read(start, Math.max(WINDOW_BYTES, end - start));
    this.start = start;
    const bytes = this.at(start, end);
    if (bytes === undefined) throw new Unreadable(`it is cut off at byte ${start + this.bytes.length}`);
    return bytes;
  }
}
