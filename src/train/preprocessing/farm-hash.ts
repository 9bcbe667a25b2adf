/**
 * FarmHash's 64-bit fingerprint of a text (https://github.com/google/farmhash), which TensorFlow puts texts into buckets by. BigInt is exact
 * where numbers are not; a text is hashed once and its bucket kept by who asks.
 */
const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const mul = (a: bigint, b: bigint): bigint => u64(a * b);
const rotate = (value: bigint, by: bigint): bigint => u64((value >> by) | (value << (64n - by)));
const shiftMix = (value: bigint): bigint => value ^ (value >> 47n);

type Pair = readonly [bigint, bigint];

function mixed16(u: bigint, v: bigint, factor: bigint): bigint {
  const a = shiftMix(mul(u ^ v, factor));
  return mul(shiftMix(mul(v ^ a, factor)), factor);
}

/** Reads little-endian words. */
class Words {
  private readonly view: DataView;
  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  long = (at: number): bigint => this.view.getBigUint64(at, true);
  short = (at: number): bigint => BigInt(this.view.getUint32(at, true));
  byte = (at: number): bigint => BigInt(this.view.getUint8(at));

  /** 32 bytes from `at` on, mixed into two seeds. */
  weak32(at: number, first: bigint, second: bigint): Pair {
    const [w, x, y, z] = [0, 8, 16, 24].map(offset => this.long(at + offset));
    const a = first + w;
    const b = rotate(u64(second + a + z), 21n);
    const sum = u64(a + x + y);
    return [u64(sum + z), u64(b + rotate(sum, 44n) + a)];
  }
}

function upTo16(words: Words, length: number): bigint {
  const factor = u64(K2 + BigInt(length) * 2n);
  if (length >= 8) {
    const a = u64(words.long(0) + K2);
    const b = words.long(length - 8);
    return mixed16(u64(mul(rotate(b, 37n), factor) + a), mul(u64(rotate(a, 25n) + b), factor), factor);
  }
  if (length >= 4) return mixed16(BigInt(length) + (words.short(0) << 3n), words.short(length - 4), factor);
  if (length === 0) return K2;
  const y = words.byte(0) + (words.byte(length >> 1) << 8n);
  const z = BigInt(length) + (words.byte(length - 1) << 2n);
  return mul(shiftMix(mul(y, K2) ^ mul(z, K0)), K2);
}

function upTo32(words: Words, length: number): bigint {
  const factor = u64(K2 + BigInt(length) * 2n);
  const a = mul(words.long(0), K1);
  const b = words.long(8);
  const c = mul(words.long(length - 8), factor);
  const d = mul(words.long(length - 16), K2);
  return mixed16(u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d), u64(a + rotate(u64(b + K2), 18n) + c), factor);
}

function upTo64(words: Words, length: number): bigint {
  const factor = u64(K2 + BigInt(length) * 2n);
  const a = mul(words.long(0), K2);
  const b = words.long(8);
  const c = mul(words.long(length - 8), factor);
  const d = mul(words.long(length - 16), K2);
  const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d);
  const z = mixed16(y, u64(a + rotate(u64(b + K2), 18n) + c), factor);
  const e = mul(words.long(16), factor);
  const f = words.long(24);
  const g = mul(u64(y + words.long(length - 32)), factor);
  const h = mul(u64(z + words.long(length - 24)), factor);
  return mixed16(u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h), u64(e + rotate(u64(f + a), 18n) + g), factor);
}

function longer(words: Words, length: number): bigint {
  const seed = 81n;
  let x = u64(seed * K2 + words.long(0));
  let y = u64(seed * K1 + 113n);
  let z = mul(shiftMix(u64(mul(y, K2) + 113n)), K2);
  let v: Pair = [0n, 0n];
  let w: Pair = [0n, 0n];
  const round = (at: number, factor: bigint, last: bigint): void => {
    x = mul(rotate(u64(x + y + v[0] + words.long(at + 8)), 37n), factor);
    y = mul(rotate(u64(y + v[1] + words.long(at + 48)), 42n), factor);
    x ^= mul(w[1], last);
    y = u64(y + v[0] * last + words.long(at + 40));
    z = mul(rotate(u64(z + w[0]), 33n), factor);
    v = words.weak32(at, mul(v[1], factor), u64(x + w[0]));
    w = words.weak32(at + 32, u64(z + w[1]), u64(y + words.long(at + 16)));
    [z, x] = [x, z];
  };
  const rest = (length - 1) & 63;
  const end = length - 1 - rest;
  for (let at = 0; at < end; at += 64) round(at, K1, 1n);
  const factor = u64(K1 + ((z & 0xffn) << 1n));
  const first = u64(w[0] + BigInt(rest));
  v = [u64(v[0] + first), v[1]];
  w = [u64(first + v[0]), w[1]];
  round(end + rest - 63, factor, 9n);
  return mixed16(u64(mixed16(v[0], w[0], factor) + mul(shiftMix(y), K0) + z), u64(mixed16(v[1], w[1], factor) + x), factor);
}

/** The fingerprint of some bytes. */
export function fingerprint64(bytes: Uint8Array): bigint {
  const words = new Words(bytes);
  const { length } = bytes;
  if (length <= 16) return upTo16(words, length);
  if (length <= 32) return upTo32(words, length);
  return length <= 64 ? upTo64(words, length) : longer(words, length);
}

const CAT = 0xc6a4a7935bd1e995n;

/** Two fingerprints as one, as TensorFlow crosses features. */
export function fingerprintCat64(first: bigint, second: bigint): bigint {
  const result = mul(first ^ CAT ^ mul(shiftMix(mul(second, CAT)), CAT), CAT);
  return shiftMix(mul(shiftMix(result), CAT));
}
