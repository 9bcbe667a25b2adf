import { Gunzip, Unzlib } from 'fflate';
import type { Inflate } from './compression';

/** Compressed bytes handed over at a time: at deflate's best ratio (1,032) these become at most 16 MiB. */
const INPUT_PIECE_BYTES = 1 << 14;

/** The fewest bytes that whole compressed data have: header, an empty block, check sums. */
const MIN_BYTES = { gzip: 20, zlib: 8 } as const;

/**
 * Decompression without any platform's help, for the browser: DecompressionStream loses what came before a corruption. Several gzip members in a row
 * count as one.
 */
export const portableInflate: Inflate = async function* (compressed, format) {
  const ready: Uint8Array[] = [];
  const engine = format === 'gzip' ? new Gunzip() : new Unzlib();
  let over = false;
  let taken = 0;
  engine.ondata = (piece, final) => {
    ready.push(piece);
    over = final;
  };
  try {
    for await (const bytes of compressed) {
      taken += bytes.length;
      for (let at = 0; at < bytes.length; at += INPUT_PIECE_BYTES) {
        engine.push(bytes.subarray(at, at + INPUT_PIECE_BYTES));
        yield* ready.splice(0);
      }
    }
    engine.push(new Uint8Array(0), true);
  } catch (error) {
    yield* ready.splice(0);
    throw new Error(`the compressed data is corrupted or truncated (${(error as Error).message})`);
  }
  yield* ready.splice(0);
  if (!over || taken < MIN_BYTES[format]) throw new Error('the compressed data is truncated');
};
