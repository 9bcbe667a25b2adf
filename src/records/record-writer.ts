import type { Compression } from './compression';
import { type Crc32c, crcOfLength, maskCrc, crc32c as portableCrc } from './crc32c';
import { deflate } from './deflate';
import { FOOTER_BYTES, HEADER_BYTES } from './framing';

/** Bytes collected before they are handed on. */
const PIECE_BYTES = 1 << 20;

export interface WriteOptions {
  crc32c?: Crc32c;
  /** 'none' by default. */
  compression?: Compression;
}

/** Puts a payload into `target` at `at` as a record, header and footer around it; gives where the next would go. */
export function putRecord(target: Uint8Array, at: number, payload: Uint8Array, crc32c: Crc32c = portableCrc): number {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  const start = at + HEADER_BYTES;
  const end = start + payload.length;
  view.setUint32(at, payload.length, true);
  view.setUint32(at + 4, 0, true);
  view.setUint32(at + 8, maskCrc(crcOfLength(target, at)), true);
  target.set(payload, start);
  view.setUint32(end, maskCrc(crc32c(target, start, end)), true);
  return end + FOOTER_BYTES;
}

/** The bytes of a TFRecord file with these payloads, in pieces of about a mebibyte; uncompressed, byte for byte what TensorFlow's TFRecordWriter writes. */
export function writeRecords(
  payloads: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: WriteOptions = {},
): AsyncIterable<Uint8Array> {
  const plain = framed(payloads, options.crc32c);
  const { compression = 'none' } = options;
  return compression === 'none' ? plain : deflate(plain, compression);
}

async function* framed(payloads: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, crc32c?: Crc32c): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for await (const payload of payloads) {
    const size = HEADER_BYTES + payload.length + FOOTER_BYTES;
    if (filled + size > piece.length) {
      if (filled > 0) yield piece.subarray(0, filled);
      piece = new Uint8Array(Math.max(PIECE_BYTES, size));
      filled = 0;
    }
    filled = putRecord(piece, filled, payload, crc32c);
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
