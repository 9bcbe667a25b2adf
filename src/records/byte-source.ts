/**
 * Bytes that can be read at any place: a file, a blob, a decompressed view. The one thing that the records room needs of the outside world.
 * `read` gives fewer bytes than asked only at the end. A rejected `read` is reported as corruption, never thrown on.
 */
export interface ByteSource {
  /** Bytes in all; undefined as long as only reading on can tell. */
  readonly size: number | undefined;
  /** Why the bytes end before they should, once that is known: the input of a decompression was corrupted or cut off. */
  readonly failure?: string;
  /** Bytes from `offset`. `into`, where given, may be filled and a view of it returned, so that a caller that is done with a window reuses it. */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
}

/** A source over bytes in memory; what it gives are views, not copies. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  };
}

/** The bytes of a source from front to back, in pieces of `piece` bytes. */
export async function* sourceBytes(source: ByteSource, piece = 1 << 18): AsyncGenerator<Uint8Array> {
  for (let offset = 0; source.size === undefined || offset < source.size; ) {
    const bytes = await source.read(offset, piece);
    if (bytes.length === 0) return;
    yield bytes;
    offset += bytes.length;
  }
}
