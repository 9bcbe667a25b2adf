import type { ByteSource } from '../../records/byte-source';
import { Unreadable } from '../saved-model/unreadable';

const PAGE_BYTES = 1 << 14;
/** Pages that are kept, the least recently used one goes first. */
const MAX_PAGES = 256;

export interface AccessLimits {
  /** Bytes that are read in all, at most. */
  readonly bytes: number;
  /** Milliseconds, as `performance.now()` counts them, after which reading is given up. */
  readonly deadline: number;
}

/** Small pieces of a large file at any place: pages are kept, and what is not asked for is never read. */
export class RandomAccess {
  private readonly pages = new Map<number, Uint8Array>();
  private readonly spent: { bytes: number };

  constructor(
    private readonly source: ByteSource,
    private readonly limits: AccessLimits,
    /** The part of the source that counts as the file: [start, start + size). */
    private readonly start = 0,
    readonly size = source.size ?? 0,
    spent = { bytes: 0 },
  ) {
    this.spent = spent;
  }

  /** A file that is stored within this one as it is. It counts against the same limits. */
  within(start: number, size: number): RandomAccess {
    if (start + size > this.size) throw cutOff(this.size);
    return new RandomAccess(this.source, this.limits, this.start + start, size, this.spent);
  }

  /** Bytes [start, start + length). Throws `Unreadable` where the file has no such bytes, or a limit is reached. */
  async read(start: number, length: number): Promise<Uint8Array> {
    if (!(start >= 0) || !(length >= 0) || start + length > this.size) throw cutOff(this.size);
    if (performance.now() > this.limits.deadline) throw new Unreadable('it takes too long to read');
    const first = Math.floor(start / PAGE_BYTES);
    const last = Math.floor((start + Math.max(1, length) - 1) / PAGE_BYTES);
    if (last - first > 1) return this.fetch(start, length);
    const page = await this.page(first);
    const from = start - first * PAGE_BYTES;
    if (first === last) return page.subarray(from, from + length);
    const joined = new Uint8Array(length);
    joined.set(page.subarray(from));
    joined.set((await this.page(last)).subarray(0, length - (PAGE_BYTES - from)), PAGE_BYTES - from);
    return joined;
  }

  private async page(index: number): Promise<Uint8Array> {
    const start = index * PAGE_BYTES;
    const page = this.pages.get(index) ?? (await this.fetch(start, Math.min(PAGE_BYTES, this.size - start)));
    this.pages.delete(index);
    this.pages.set(index, page);
    if (this.pages.size > MAX_PAGES) this.pages.delete(this.pages.keys().next().value as number);
    return page;
  }

  private async fetch(start: number, length: number): Promise<Uint8Array> {
    this.spent.bytes += length;
    if (this.spent.bytes > this.limits.bytes)
      throw new Unreadable(`more than ${Math.round(this.limits.bytes / 2 ** 20)} MB would have to be read to tell what it holds`);
    const bytes = await this.source.read(this.start + start, length);
    if (bytes.length < length) throw cutOff(start + bytes.length);
    return bytes;
  }
}

const cutOff = (size: number): Unreadable => new Unreadable(`it is cut off or corrupted: it points beyond its end at byte ${size}`);
