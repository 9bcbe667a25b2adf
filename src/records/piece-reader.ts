/** Bytes of a stream, a piece at a time or some at a time; what was taken too much can be put back. */
export interface PieceReader {
  /** Bytes taken so far. */
  readonly offset: number;
  /** The next bytes that are at hand, 16 KiB at most; none at the end. */
  next(): Promise<Uint8Array>;
  /** Exactly `length` bytes, or those that are left. */
  take(length: number): Promise<Uint8Array>;
  /** The same without taking them. */
  peek(length: number): Promise<Uint8Array>;
  putBack(bytes: Uint8Array): void;
}

/** At deflate's best ratio (1,032) so many bytes become at most 16 MiB. */
const MAX_PIECE_BYTES = 1 << 14;
const NO_BYTES = new Uint8Array(0);

export function readPieces(stream: AsyncIterable<Uint8Array>): PieceReader {
  const iterator = stream[Symbol.asyncIterator]();
  let held: Uint8Array = NO_BYTES;
  let offset = 0;

  const more = async (): Promise<boolean> => {
    const result = await iterator.next();
    if (result.done) return false;
    held = held.length === 0 ? result.value : joined(held, result.value);
    return true;
  };
  const cut = (length: number): Uint8Array => {
    const piece = held.subarray(0, length);
    held = held.subarray(piece.length);
    offset += piece.length;
    return piece;
  };
  const reader: PieceReader = {
    get offset() {
      return offset;
    },
    async next() {
      while (held.length === 0 && (await more()));
      return cut(MAX_PIECE_BYTES);
    },
    async take(length) {
      while (held.length < length && (await more()));
      return cut(length);
    },
    async peek(length) {
      const piece = await reader.take(length);
      reader.putBack(piece);
      return piece;
    },
    putBack(bytes) {
      offset -= bytes.length;
      held = held.length === 0 ? bytes : joined(bytes, held);
    },
  };
  return reader;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
