import { byteAt } from './memory';

/**
 * A length of up to three bytes, in as few as will do; −1 for any other. How many bytes it took then follows from it. Behind the records it reads what
 * is no length, or one that a comparison of ends refuses.
 */
export function lengthAt(at: i32): i32 {
  const first = byteAt(at);
  if (first < 128) return first;
  const second = byteAt(at + 1);
  if (second < 128) return second === 0 ? -1 : (first & 127) | (second << 7);
  const third = byteAt(at + 2);
  return third > 0 && third < 128 ? (first & 127) | ((second & 127) << 7) | (third << 14) : -1;
}

/** How many bytes a length that `lengthAt` gave was written in. */
export function sizeOfLength(length: i32): i32 {
  return 1 + i32(length >= 128) + i32(length >= 16_384);
}
