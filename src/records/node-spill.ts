import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Content } from './compression';

/** Why a spill is not the whole content: the reason, and how many bytes there are nevertheless. */
export interface Spill {
  bytes: number;
  failure?: string;
}

/**
 * Writes the decompressed bytes of a content to a file, so that its records can be reached at random without holding them in memory. The file appears
 * under its name only when it is whole. Rejects when it cannot be written or `signal` aborts; corruption of the compressed data is told, not thrown.
 */
export async function spill(content: Content & { compression: 'gzip' | 'zlib' }, path: string, signal?: AbortSignal): Promise<Spill> {
  const partial = `${path}.${process.pid}.partial`;
  const file = createWriteStream(partial);
  const spilled: Spill = { bytes: 0 };
  try {
    await once(file, 'open');
    const pieces = content.open()[Symbol.asyncIterator]();
    while (true) {
      const piece = await pieces.next().catch((error: Error) => {
        spilled.failure = error.message;
        return { done: true as const, value: undefined };
      });
      if (piece.done) break;
      signal?.throwIfAborted();
      spilled.bytes += piece.value.length;
      if (!file.write(piece.value)) await once(file, 'drain');
    }
    file.end();
    await once(file, 'close');
    await rename(partial, path);
    return spilled;
  } catch (error) {
    file.destroy();
    await rm(partial, { force: true });
    throw error;
  }
}
