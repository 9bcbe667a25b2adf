import type { InflateRaw } from 'node:zlib';
import type { Inflate } from './compression';
import { type PieceReader, readPieces } from './piece-reader';

/** Decompression by Node's zlib, which gives all bytes that can be had before it rejects. Several gzip members in a row count as one. */
export const nodeInflate: Inflate = async function* (compressed, format) {
  const input = readPieces(compressed);
  yield* format === 'gzip' ? gunzip(input) : unzlib(input);
};

/** Decompresses the one stream that a zlib file holds (RFC 1950). */
async function* unzlib(input: PieceReader): AsyncGenerator<Uint8Array> {
  const { createInflateRaw } = await import('node:zlib');
  if ((await input.take(2)).length < 2) throw new Error(DATA_ERRORS.Z_BUF_ERROR);
  let sum = 1;
  const failure = yield* withEach(inflate(createInflateRaw(), input), piece => {
    sum = adler32(piece, sum);
  });
  if (failure !== undefined) throw new Error(failure);
  const trailer = await input.take(4);
  if (trailer.length < 4) throw new Error(DATA_ERRORS.Z_BUF_ERROR);
  if (new DataView(trailer.buffer, trailer.byteOffset, 4).getUint32(0) !== sum)
    throw new Error('the compressed data does not match its Adler-32 checksum');
  if ((await input.peek(1)).length > 0) throw new Error('bytes follow the compressed data; TensorFlow does not read them');
}

const ADLER_MODULUS = 65_521;
/** So many bytes fit into 32 bits before the sums have to be reduced (RFC 1950, section 9). */
const ADLER_RUN_BYTES = 3_854;

/** Adler-32 of `bytes` after what has the sum `before`. Costs about 1 ns a byte. */
function adler32(bytes: Uint8Array, before: number): number {
  let low = before & 0xffff;
  let high = before >>> 16;
  for (let from = 0; from < bytes.length; from += ADLER_RUN_BYTES) {
    const to = Math.min(bytes.length, from + ADLER_RUN_BYTES);
    for (let at = from; at < to; at++) {
      low += bytes[at] as number;
      high += low;
    }
    low %= ADLER_MODULUS;
    high %= ADLER_MODULUS;
  }
  return ((high << 16) | low) >>> 0;
}

/** Passes the pieces on, each of which is looked at first; gives what the generator gives in the end. */
async function* withEach<Result>(
  pieces: AsyncGenerator<Uint8Array, Result>,
  look: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array, Result> {
  let piece = await pieces.next();
  for (; !piece.done; piece = await pieces.next()) {
    look(piece.value);
    yield piece.value;
  }
  return piece.value;
}

/** Decompresses member after member (RFC 1952). What is wrong with one member's trailer does not keep the next one from being read; it is what is thrown in the end. */
async function* gunzip(input: PieceReader): AsyncGenerator<Uint8Array> {
  const { crc32, createInflateRaw } = await import('node:zlib');
  let problem: string | undefined;
  let emptyAt: number | undefined;
  for (let isFirst = true; (await input.peek(1)).length > 0; isFirst = false) {
    const start = input.offset;
    const header = await skipGzipHeader(input);
    if (header === 'none' && !isFirst) throw new Error(problem ?? 'bytes that are not gzip follow the compressed data');
    if (header !== 'whole') throw new Error(problem ?? DATA_ERRORS[header === 'none' ? 'Z_DATA_ERROR' : 'Z_BUF_ERROR']);
    let crc = 0;
    let size = 0;
    const failure = yield* withEach(inflate(createInflateRaw(), input), piece => {
      crc = crc32(piece, crc);
      size += piece.length;
      if (emptyAt !== undefined) problem ??= `TensorFlow stops at the empty gzip member at byte ${emptyAt} and reads nothing after it`;
    });
    if (failure !== undefined) throw new Error(problem ?? failure);
    if (size === 0) emptyAt ??= start;
    problem ??= await trailerProblem(input, crc, size);
  }
  if (problem !== undefined) throw new Error(problem);
}

/** What is wrong with the trailer of a member that has this CRC-32 and size. */
async function trailerProblem(input: PieceReader, crc: number, size: number): Promise<string | undefined> {
  const trailer = await input.take(8);
  if (trailer.length < 8) return DATA_ERRORS.Z_BUF_ERROR;
  const fields = new DataView(trailer.buffer, trailer.byteOffset, 8);
  if (fields.getUint32(0, true) !== crc) return 'the compressed data does not match the CRC-32 in its gzip trailer';
  if (fields.getUint32(4, true) !== size % 2 ** 32) return 'the compressed data does not have the size stated in its gzip trailer';
  return undefined;
}

/** The parts of a gzip header that its flags announce, in their order. */
const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;
/** Names and comments that are longer belong to no file that anybody wrote. */
const MAX_HEADER_TEXT_BYTES = 1 << 16;

async function skipGzipHeader(input: PieceReader): Promise<'whole' | 'cut' | 'none'> {
  const head = await input.peek(10);
  if (head[0] !== 0x1f || (head.length > 1 && head[1] !== 0x8b) || (head.length > 2 && head[2] !== 8)) return 'none';
  if ((await input.take(10)).length < 10) return 'cut';
  const flags = head[3] as number;
  if (flags & FLAG.extra) {
    const length = await input.take(2);
    const bytes = (length[0] ?? 0) + 256 * (length[1] ?? 0);
    if (length.length < 2 || (await input.take(bytes)).length < bytes) return 'cut';
  }
  for (const flag of [FLAG.name, FLAG.comment]) {
    if (flags & flag && !(await skipText(input))) return 'cut';
  }
  if (flags & FLAG.headerCrc && (await input.take(2)).length < 2) return 'cut';
  return 'whole';
}

async function skipText(input: PieceReader): Promise<boolean> {
  for (let read = 0; read < MAX_HEADER_TEXT_BYTES; read++) {
    const [letter] = await input.take(1);
    if (letter === undefined) return false;
    if (letter === 0) return true;
  }
  return false;
}

/** zlib's error codes for the user. */
const DATA_ERRORS: { [code: string]: string } = {
  Z_BUF_ERROR: 'the compressed data is truncated',
  Z_DATA_ERROR: 'the compressed data is corrupted',
};

/** Inflates one stream of deflate data and gives back what follows it to the input. Its result is why the data end early or are corrupted, if they are. */
async function* inflate(engine: InflateRaw, input: PieceReader): AsyncGenerator<Uint8Array, string | undefined> {
  const state = watch(engine);
  let written = 0;
  let last: Uint8Array = new Uint8Array(0);
  try {
    while (!state.over) {
      last = await input.next();
      written += last.length;
      if (last.length === 0) engine.end();
      await (last.length === 0 ? state.finished : Promise.race([writing(engine, last), state.finished]));
      yield* state.ready.splice(0);
    }
    const left = written - engine.bytesWritten;
    if (state.failure === undefined && left > 0) input.putBack(last.subarray(last.length - left));
    return state.failure;
  } finally {
    engine.destroy();
  }
}

interface Watched {
  ready: Uint8Array[];
  over: boolean;
  failure: string | undefined;
  finished: Promise<void>;
}

/** Listens from the start, so that what was decompressed before an error is not lost with the stream. */
function watch(engine: InflateRaw): Watched {
  const state: Watched = { ready: [], over: false, failure: undefined, finished: Promise.resolve() };
  engine.on('data', (piece: Uint8Array) => state.ready.push(piece));
  state.finished = new Promise(resolve => {
    const finish = (failure?: string) => {
      state.over = true;
      state.failure = failure;
      resolve();
    };
    engine.on('end', () => finish());
    engine.on('error', (error: NodeJS.ErrnoException) => finish(DATA_ERRORS[error.code ?? ''] ?? error.message));
  });
  return state;
}

/** Resolves when the bytes are dealt with; never, if they end or break the stream. */
function writing(engine: InflateRaw, bytes: Uint8Array): Promise<void> {
  return new Promise(resolve => {
    engine.write(bytes, () => resolve());
  });
}
