import type { ByteSource } from './byte-source';

const BLOCK_BYTES = 1 << 18;
const BLOCKS_KEPT = 64;

/**
 * Random access to a stream that can only be read from its front, such as a decompressed file: reading on is cheap, going back beyond the 16 MiB that
 * are kept starts over. Memory does not grow with the stream. Where there is a disk, spilling the stream to a file serves better.
 */
export function restartingSource(open: () => AsyncIterable<Uint8Array>): ByteSource & { close(): Promise<void> } {
  const kept = new Map<number, Uint8Array>();
  let stream: AsyncIterator<Uint8Array> | undefined;
  let nextBlock = 0;
  let pending: Uint8Array[] = [];
  let size: number | undefined;
  let failure: string | undefined;
  let lastRead: Promise<unknown> = Promise.resolve();

  async function restart(): Promise<void> {
    await stream?.return?.();
    stream = open()[Symbol.asyncIterator]();
    nextBlock = 0;
    pending = [];
  }

  /** Reads the next block off the stream; a short one ends it. */
  async function advance(): Promise<void> {
    const block = new Uint8Array(BLOCK_BYTES);
    let filled = 0;
    while (filled < BLOCK_BYTES) {
      const piece = pending.pop() ?? (await nextPiece());
      if (piece === undefined) break;
      const taken = piece.subarray(0, BLOCK_BYTES - filled);
      block.set(taken, filled);
      filled += taken.length;
      if (taken.length < piece.length) pending.push(piece.subarray(taken.length));
    }
    if (filled < BLOCK_BYTES) size = nextBlock * BLOCK_BYTES + filled;
    kept.set(nextBlock++, block.subarray(0, filled));
    const oldest = kept.keys().next().value;
    if (kept.size > BLOCKS_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  async function nextPiece(): Promise<Uint8Array | undefined> {
    try {
      const result = await stream?.next();
      return result?.done ? undefined : result?.value;
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  async function blockAt(number: number): Promise<Uint8Array | undefined> {
    if (!kept.has(number) && (stream === undefined || number < nextBlock)) await restart();
    while (!kept.has(number) && (size === undefined || nextBlock * BLOCK_BYTES < size)) await advance();
    const block = kept.get(number);
    if (block) {
      kept.delete(number);
      kept.set(number, block);
    }
    return block;
  }

  async function read(offset: number, length: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let filled = 0;
    while (filled < length) {
      const at = offset + filled;
      const block = await blockAt(Math.floor(at / BLOCK_BYTES));
      const piece = block?.subarray(at % BLOCK_BYTES, (at % BLOCK_BYTES) + length - filled);
      if (!piece || piece.length === 0) break;
      pieces.push(piece);
      filled += piece.length;
    }
    const bytes = new Uint8Array(filled);
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  return {
    get size() {
      return size;
    },
    get failure() {
      return failure;
    },
    read(offset, length) {
      const bytes = lastRead.then(() => read(offset, length));
      lastRead = bytes.catch(() => undefined);
      return bytes;
    },
    async close() {
      await stream?.return?.();
    },
  };
}
