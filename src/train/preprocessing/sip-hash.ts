const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => u64((value << by) | (value >> (64n - by)));

/** SipHash-2-4 of some bytes under two keys (https://131002.net/siphash/), which TensorFlow hashes with where there is a salt. */
export function sipHash64(bytes: Uint8Array, [key0, key1]: readonly [bigint, bigint]): bigint {
  const v = [key0 ^ 0x736f6d6570736575n, key1 ^ 0x646f72616e646f6dn, key0 ^ 0x6c7967656e657261n, key1 ^ 0x7465646279746573n];
  const round = (): void => {
    v[0] = u64(v[0] + v[1]);
    v[2] = u64(v[2] + v[3]);
    v[1] = rotate(v[1], 13n) ^ v[0];
    v[3] = rotate(v[3], 16n) ^ v[2];
    v[0] = rotate(v[0], 32n);
    v[2] = u64(v[2] + v[1]);
    v[0] = u64(v[0] + v[3]);
    v[1] = rotate(v[1], 17n) ^ v[2];
    v[3] = rotate(v[3], 21n) ^ v[0];
    v[2] = rotate(v[2], 32n);
  };
  const absorb = (word: bigint): void => {
    v[3] ^= word;
    round();
    round();
    v[0] ^= word;
  };
  const whole = bytes.length - (bytes.length % 8);
  const padded = new Uint8Array(whole + 8);
  padded.set(bytes);
  padded[whole + 7] = bytes.length & 0xff;
  const view = new DataView(padded.buffer);
  for (let at = 0; at <= whole; at += 8) absorb(view.getBigUint64(at, true));
  v[2] ^= 0xffn;
  for (let rounds = 0; rounds < 4; rounds++) round();
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}
