import type { Gunzip } from 'node:zlib';
import type { Inflate } from './compression';

/** Compressed bytes handed to zlib at a time: at deflate's best ratio (1,032) these become at most 16 MiB. */
const INPUT_PIECE_BYTES = 1 << 14;

/** Decompression by Node's zlib; several gzip members in a row count as one. */
export const nodeInflate: Inflate = async function* (compressed, format) {
  // Loaded when it is wanted: it brings all of Node's streams, which a thread that reads plain files is quicker without.
  const { createGunzip, createInflate } = await import('node:zlib');
  const engine = format === 'gzip' ? createGunzip() : createInflate();
  const state = watch(engine);
  try {
    for await (const bytes of compressed) {
      for (let at = 0; at < bytes.length && !state.over; at += INPUT_PIECE_BYTES) {
        await Promise.race([written(engine, bytes.subarray(at, at + INPUT_PIECE_BYTES)), state.finished]);
        yield* state.ready.splice(0);
      }
      if (state.over) break;
    }
    if (!state.over) {
      engine.end();
      await state.finished;
    }
    yield* state.ready.splice(0);
  } finally {
    engine.destroy();
  }
  if (state.failure !== undefined) throw new Error(state.failure);
};

interface Watched {
  ready: Uint8Array[];
  over: boolean;
  failure: string | undefined;
  finished: Promise<void>;
}

/** Listens from the start, so that what was decompressed before an error is not lost with the stream. */
function watch(engine: Gunzip): Watched {
  const state: Watched = { ready: [], over: false, failure: undefined, finished: Promise.resolve() };
  engine.on('data', (piece: Uint8Array) => state.ready.push(piece));
  state.finished = new Promise(resolve => {
    const finish = (failure?: string) => {
      state.over = true;
      state.failure = failure;
      resolve();
    };
    engine.on('end', () => finish());
    engine.on('error', (error: NodeJS.ErrnoException) => finish(ZLIB_ERRORS[error.code ?? ''] ?? error.message));
  });
  return state;
}

/** zlib's error codes for the user. */
const ZLIB_ERRORS: { [code: string]: string } = {
  Z_BUF_ERROR: 'the compressed data end early',
  Z_DATA_ERROR: 'the compressed data are corrupted',
};

/** Resolves when the bytes are dealt with; never, if they break the stream. */
function written(engine: Gunzip, bytes: Uint8Array): Promise<void> {
  return new Promise(resolve => {
    engine.write(bytes, () => resolve());
  });
}
