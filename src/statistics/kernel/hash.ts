import { byteAt, first, get, hashA, hashB, second, set } from './memory';

/** Longest byte string that is hashed whole; of a longer one so many bytes are, in blocks from its first byte to its last. */
export const MAX_HASHED_BYTES: i32 = 4096;
const HASH_BLOCK_BYTES: i32 = 64;
const HASH_BLOCKS: i32 = MAX_HASHED_BYTES / HASH_BLOCK_BYTES;

let a: i32 = 0;
let b: i32 = 0;

/*
 * Two independent 32-bit hashes of one value. The mixing steps are the finalizer and the block step of MurmurHash3 (public domain, Austin Appleby).
 */

/** Hashes the byte string number `place` of the columns: images differ everywhere, so of a long one a spread of blocks will do. */
export function hashString(place: i32): void {
  const start = get(first, place);
  const length = get(second, place);
  begin(length);
  if (length <= MAX_HASHED_BYTES) mix(start, start + length);
  else
    for (let block = 0; block < HASH_BLOCKS; block++) {
      const at = start + i32((i64(block) * (length - HASH_BLOCK_BYTES)) / (HASH_BLOCKS - 1));
      mix(at, at + HASH_BLOCK_BYTES);
    }
  end(place);
}

/** The same for byte strings [0, count) of which only what is hashed is there: for a long one its blocks, one behind the other. */
export function hashGathered(count: i32): void {
  for (let place = 0; place < count; place++) {
    const start = get(first, place);
    begin(get(second, place));
    mix(start, start + min(get(second, place), MAX_HASHED_BYTES));
    end(place);
  }
}

function begin(length: i32): void {
  a = length ^ 0x3c6e_f372;
  b = (length + 1) * 0x9e37_79b1;
}

function end(place: i32): void {
  a = finish(a);
  set(hashA, place, a);
  set(hashB, place, finish(b + a));
}

/** The first hash of a 64-bit value given as two halves, and from it the second. */
export function hashOfPair(low: i32, high: i32): i32 {
  return finish(low ^ (high * 0x9e37_79b1) ^ 0x5bd1_e995);
}

export function secondHash(firstHash: i32, low: i32, high: i32): i32 {
  return finish(firstHash + (high ^ 0x27d4_eb2f) * 0x1656_67b1 + low);
}

function mix(start: i32, end: i32): void {
  let x = a;
  let y = b;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = load<i32>(at);
    x = (x ^ word) * 0xcc9e_2d51;
    x ^= x >>> 15;
    y = ((y + word) * 0x1b87_3593) ^ (y >>> 13);
  }
  for (; at < end; at++) {
    const byte = byteAt(at) + 1;
    x = ((x ^ byte) * 0x1b87_3593) ^ (x >>> 16);
    y = (y ^ byte) * 0x0100_0193;
  }
  a = x;
  b = y;
}

function finish(value: i32): i32 {
  let mixed = (value ^ (value >>> 16)) * 0x85eb_ca6b;
  mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2_ae35;
  return mixed ^ (mixed >>> 16);
}
