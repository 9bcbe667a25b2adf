/**
 * Two independent 32-bit hashes of one value, left in `hashed` so that hashing allocates nothing. The mixing steps are the finalizer and the
 * block step of MurmurHash3 (public domain, Austin Appleby).
 */
export const hashed = new Int32Array(2);

/** Longest run of bytes that is hashed whole; of a longer value head, tail and blocks in between are (images differ everywhere). */
const WHOLE = 4096;
const BLOCK = 32;

function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Hashes a 64-bit value given as two 32-bit halves. */
export function hashPair(low: number, high: number): void {
  const a = finish(low ^ Math.imul(high, 0x9e3779b1) ^ 0x5bd1e995);
  hashed[0] = a;
  hashed[1] = finish(a + Math.imul(high ^ 0x27d4eb2f, 0x165667b1) + low);
}

function mix(view: DataView, start: number, end: number): void {
  let a = hashed[0] ?? 0;
  let b = hashed[1] ?? 0;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true);
    a = Math.imul(a ^ word, 0xcc9e2d51);
    a ^= a >>> 15;
    b = Math.imul(b + word, 0x1b873593) ^ (b >>> 13);
  }
  for (; at < end; at++) {
    const byte = view.getUint8(at) + 1;
    a = Math.imul(a ^ byte, 0x1b873593) ^ (a >>> 16);
    b = Math.imul(b ^ byte, 0x01000193);
  }
  hashed[0] = a | 0;
  hashed[1] = b | 0;
}

/** Hashes the bytes [start, end) of a view, four at a time; of more than 4 KiB a spread of blocks and the length. */
export function hashBytes(view: DataView, start: number, end: number): void {
  const length = end - start;
  hashed[0] = length ^ 0x3c6ef372;
  hashed[1] = Math.imul(length + 1, 0x9e3779b1);
  if (length <= WHOLE) mix(view, start, end);
  else {
    const stride = Math.floor((length - BLOCK) / (WHOLE / BLOCK - 1));
    for (let at = start; at + BLOCK <= end; at += stride) mix(view, at, at + BLOCK);
    mix(view, end - BLOCK, end);
  }
  const a = finish(hashed[0] ?? 0);
  hashed[1] = finish((hashed[1] ?? 0) + a);
  hashed[0] = a;
}
