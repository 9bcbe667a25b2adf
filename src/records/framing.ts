import { crcOfRun, MAX_RUN_BYTES } from './crc-run';
import { type Crc32c, crcOfLength, maskCrc } from './crc32c';
import { type Frames, growFrames } from './frames';

/**
 * A record on disk: length (uint64, little-endian), masked CRC of those 8 bytes, payload, masked CRC of the payload
 * (TensorFlow, core/lib/io/record_writer.h).
 */
export const HEADER_BYTES = 12;
export const FOOTER_BYTES = 4;

/** Payload length at most 2^40: a header that claims more is taken for garbage, whatever its CRC says. */
const LENGTH_BYTES_USED = 5;

export function readUint32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}

/** Whether the 12 bytes at `at` are a record's header: its length matches its CRC. The caller sees to it that they are there. */
export function isHeader(bytes: Uint8Array, at: number): boolean {
  return ((maskCrc(crcOfLength(bytes, at)) ^ readUint32(bytes, at + 8)) | bytes[at + 5] | bytes[at + 6] | bytes[at + 7]) === 0;
}

/** The payload length that the 12 bytes at `at` state, where their CRC is right and the length is more than any file holds; undefined otherwise. */
export function impossibleLength(bytes: Uint8Array, at: number): bigint | undefined {
  if (maskCrc(crcOfLength(bytes, at)) >>> 0 !== readUint32(bytes, at + 8)) return undefined;
  return BigInt(readUint32(bytes, at)) + (BigInt(readUint32(bytes, at + 4)) << 32n);
}

/** Payload length of a header that `isHeader` has found sound. */
export function payloadLength(bytes: Uint8Array, at: number): number {
  return readUint32(bytes, at) + bytes[at + LENGTH_BYTES_USED - 1] * 0x1_0000_0000;
}

/** Whether the payload bytes[start, end) matches the masked CRC after it. */
export function isPayload(bytes: Uint8Array, start: number, end: number, crc32c: Crc32c): boolean {
  return maskCrc(crc32c(bytes, start, end)) === readUint32(bytes, end);
}

/** Place of the first sound header in bytes[from, to), or -1. */
export function findHeader(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at + HEADER_BYTES <= to; at++) {
    if ((bytes[at + 5] | bytes[at + 6] | bytes[at + 7]) !== 0) continue;
    if (isHeader(bytes, at)) return at;
    if ((bytes[at] | bytes[at + HEADER_BYTES - 1]) === 0) at = Math.max(at, endOfZeros(bytes, at, to) - HEADER_BYTES);
  }
  return -1;
}

/** Where the zeros that begin at `from` end. Files are set aside as zeros; twelve of them are no header. */
function endOfZeros(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] === 0) at++;
  return at;
}

/** What is verified while reading: lengths alone, or payloads too. A length is never trusted without its CRC. */
export type CrcCheck = 'header' | 'all';

/** Where framing came to a stop. 'window': `need` bytes from `at` would let it go on. */
export type Stop = { at: number; need: number; why: 'window' | 'corrupt_length' | 'corrupt_data' | 'limit' };

/**
 * Frames the records that start in bytes[from, limit) into `frames`, as far as whole records reach. `reach` is the place up to which a record may
 * extend: bytes.length where payloads are wanted; the end of the source, relative to the window, where only lengths are.
 */
export function frameWindow(
  bytes: Uint8Array,
  from: number,
  limit: number,
  reach: number,
  check: CrcCheck,
  crc32c: Crc32c,
  frames: Frames,
): Stop {
  const at = frameWhole(bytes, from, Math.min(limit, bytes.length - HEADER_BYTES + 1), reach, frames);
  return (check === 'all' && stopAtCorrupt(bytes, frames, crc32c)) || stopOf(bytes, at, limit);
}

/** Frames the whole records whose headers are sound and begin before `limit`; gives the place behind them. */
function frameWhole(bytes: Uint8Array, from: number, limit: number, reach: number, frames: Frames): number {
  let { starts, lengths } = frames;
  let at = from;
  let count = 0;
  while (at < limit && isHeader(bytes, at)) {
    const length = payloadLength(bytes, at);
    const end = at + HEADER_BYTES + length + FOOTER_BYTES;
    if (end > reach) break;
    if (count === starts.length) ({ starts, lengths } = growFrames(frames));
    starts[count] = at + HEADER_BYTES;
    lengths[count++] = length;
    at = end;
  }
  frames.count = count;
  return at;
}

/** Why framing stopped at `at`. */
function stopOf(bytes: Uint8Array, at: number, limit: number): Stop {
  if (at >= limit) return { at, need: 0, why: 'limit' };
  if (at > bytes.length - HEADER_BYTES) return { at, need: HEADER_BYTES, why: 'window' };
  if (!isHeader(bytes, at)) return { at, need: 0, why: 'corrupt_length' };
  return { at, need: HEADER_BYTES + payloadLength(bytes, at) + FOOTER_BYTES, why: 'window' };
}

/** Records of this mean size and up are verified one by one. */
const ONE_BY_ONE_FROM_BYTES = 4096;

/** The stop at the first record whose payload does not match its CRC, if there is one; `frames` then holds those before it. */
function stopAtCorrupt(bytes: Uint8Array, frames: Frames, crc32c: Crc32c): Stop | undefined {
  const { starts, lengths, count } = frames;
  if (count === 0) return undefined;
  const from = starts[0] - HEADER_BYTES;
  const to = starts[count - 1] + lengths[count - 1] + FOOTER_BYTES;
  const together = crc32c.native && to - from < Math.min(ONE_BY_ONE_FROM_BYTES * count, MAX_RUN_BYTES);
  if (together && crcOfRun(bytes, frames) === crc32c(bytes, from, to)) return undefined;
  for (let record = 0; record < count; record++) {
    const end = starts[record] + lengths[record];
    if (isPayload(bytes, starts[record], end, crc32c)) continue;
    frames.count = record;
    return { at: starts[record] - HEADER_BYTES, need: HEADER_BYTES + lengths[record] + FOOTER_BYTES, why: 'corrupt_data' };
  }
  return undefined;
}
