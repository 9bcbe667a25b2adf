import type { ByteSource } from './byte-source';

/** Windows grow from the first, small one (so that the first rows are there at once) to one that fits a processor's cache. */
const FIRST_WINDOW_BYTES = 1 << 16;
export const MAX_WINDOW_BYTES = 1 << 20;

/** A window over a source or a stream that moves forward with the reader. */
export interface ByteWindow {
  /** The window. */
  bytes: Uint8Array;
  /** Offset of the window's first byte. */
  base: number;
  /** Whether no byte follows the window. */
  last: boolean;
  /** Bytes in all, where known. */
  readonly size: number | undefined;
  /** Bytes to read at a time, as far as windows have grown yet. */
  largest: number;
  /** Why the bytes end early, when the source failed. */
  failure: { kind: 'unreadable' | 'compression'; detail: string } | undefined;
  /** Moves the window so that it holds `length` bytes from `offset`, or what is left of them. False when a stream has gone past `offset`. */
  fill(offset: number, length: number): Promise<boolean>;
  /** Sees to it that the bytes of the window at hand stay as they are when it moves on. */
  keep(): void;
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const NO_BYTES = new Uint8Array(0);

/** Memory for windows that are used again, by one reader or by several, one after the other. */
export interface Spare {
  bytes?: Uint8Array;
}

/** A feed that reads windows where they are wanted. With `spare`, a window is overwritten by the next: for readers that keep no view. */
export function pagedFeed(source: ByteSource, largest = MAX_WINDOW_BYTES, spare?: Spare): ByteWindow {
  let window = FIRST_WINDOW_BYTES;
  let unreadable: string | undefined;
  const feed: ByteWindow = {
    bytes: NO_BYTES,
    base: 0,
    last: false,
    largest,
    get size() {
      return source.size;
    },
    get failure() {
      if (unreadable !== undefined) return { kind: 'unreadable', detail: unreadable } as const;
      return source.failure === undefined ? undefined : ({ kind: 'compression', detail: source.failure } as const);
    },
    async fill(offset, length) {
      if (offset >= feed.base && offset + length <= feed.base + feed.bytes.length) return true;
      if (feed.last && offset >= feed.base) return true;
      const left = source.size === undefined ? Number.POSITIVE_INFINITY : Math.max(0, source.size - offset);
      const wanted = Math.min(left, Math.max(length, Math.min(window, feed.largest)));
      if (spare && (spare.bytes === undefined || spare.bytes.length < wanted)) spare.bytes = new Uint8Array(Math.max(wanted, feed.largest));
      try {
        feed.bytes = wanted === 0 ? NO_BYTES : await source.read(offset, wanted, spare?.bytes?.subarray(0, wanted));
      } catch (error) {
        feed.bytes = NO_BYTES;
        unreadable = said(error);
      }
      feed.base = offset;
      feed.last = wanted === left || feed.bytes.length < wanted;
      window *= window < MAX_WINDOW_BYTES ? 4 : 1;
      return true;
    },
    keep() {
      if (spare) spare.bytes = undefined;
    },
  };
  return feed;
}

/** A feed over a stream, such as decompressed bytes: holds what has come, never what a length announces. */
export function streamFeed(stream: AsyncIterable<Uint8Array>, largest = MAX_WINDOW_BYTES): ByteWindow & { close(): Promise<void> } {
  const iterator = stream[Symbol.asyncIterator]();
  let window = FIRST_WINDOW_BYTES;
  const feed = {
    bytes: NO_BYTES as Uint8Array,
    base: 0,
    last: false,
    size: undefined,
    largest,
    failure: undefined as ByteWindow['failure'],
    async fill(offset: number, length: number): Promise<boolean> {
      if (offset < feed.base) return false;
      if (feed.last || offset + length <= feed.base + feed.bytes.length) return true;
      const pieces = [feed.bytes.subarray(Math.min(offset - feed.base, feed.bytes.length))];
      let held = pieces[0].length;
      let skip = Math.max(0, offset - feed.base - feed.bytes.length);
      const wanted = Math.max(length, Math.min(window, feed.largest));
      while (held < wanted && !feed.last) {
        const piece = await next();
        const kept = skip === 0 ? piece : piece.subarray(Math.min(skip, piece.length));
        skip -= piece.length - kept.length;
        if (kept.length > 0) pieces.push(kept);
        held += kept.length;
      }
      feed.bytes = pieces.length === 1 ? pieces[0] : joined(pieces, held);
      feed.base = offset - skip;
      window *= window < MAX_WINDOW_BYTES ? 4 : 1;
      return true;
    },
    keep: () => undefined,
    async close(): Promise<void> {
      if (!feed.last) await iterator.return?.();
    },
  };
  async function next(): Promise<Uint8Array> {
    try {
      const result = await iterator.next();
      feed.last = result.done === true;
      return result.done ? NO_BYTES : result.value;
    } catch (error) {
      feed.last = true;
      feed.failure = { kind: 'compression', detail: said(error) };
      return NO_BYTES;
    }
  }
  return feed;
}

function joined(pieces: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
