import { feature, readFeature } from './example-fields';
import type { Kind } from './field-table';
import { WIRE, WireCursor } from './wire';

/**
 * The values of a BytesList, FloatList or Int64List body: field 1, packed, unpacked or both (tensorflow/core/example/feature.proto).
 * Counting checks the body; reading takes it as checked.
 */
const VALUE = 1;
const cursor = new WireCursor();

/** How many byte strings bytes[start, end) holds; -1 when it is malformed. */
export function countBytes(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    if (cursor.field === VALUE && cursor.type === WIRE.bytes) count++;
    cursor.skip();
  }
  return cursor.broken >= 0 ? -1 : count;
}

/** Tells the range of each byte string in turn, as far as the body is sound. */
export function eachBytes(bytes: Uint8Array, start: number, end: number, visit: (start: number, end: number) => void): void {
  const own = new WireCursor();
  own.reset(bytes, start, end);
  while (own.tag()) {
    if (own.field !== VALUE || own.type !== WIRE.bytes) own.skip();
    else {
      const body = own.body();
      if (body >= 0) visit(body, own.at);
    }
  }
}

/** How many floats; -1 when malformed (a packed run that is no multiple of four bytes, too). */
export function countFloats(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    if (cursor.field === VALUE && cursor.type === WIRE.fixed32) {
      count++;
      cursor.skip();
    } else if (cursor.field === VALUE && cursor.type === WIRE.bytes) {
      const body = cursor.body();
      if (body < 0 || (cursor.at - body) % 4 !== 0) return -1;
      count += (cursor.at - body) / 4;
    } else cursor.skip();
  }
  return cursor.broken >= 0 ? -1 : count;
}

/** Puts the floats into `out` from `to` on; gives where the next would go. */
export function readFloats(bytes: Uint8Array, start: number, end: number, out: Float32Array | Float64Array, to = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let next = to;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    const value = cursor.at;
    if (cursor.field === VALUE && cursor.type === WIRE.fixed32) {
      cursor.skip();
      out[next++] = view.getFloat32(value, true);
    } else if (cursor.field === VALUE && cursor.type === WIRE.bytes) {
      const body = cursor.body();
      for (let at = body; at >= 0 && at < cursor.at; at += 4) out[next++] = view.getFloat32(at, true);
    } else cursor.skip();
  }
  return next;
}

/** How many int64s; -1 when malformed. */
export function countInt64s(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    if (cursor.field === VALUE && cursor.type === WIRE.varint) {
      count++;
      cursor.skip();
    } else if (cursor.field === VALUE && cursor.type === WIRE.bytes) {
      const body = cursor.body();
      const run = body < 0 ? -1 : countVarints(bytes, body, cursor.at);
      if (run < 0) return -1;
      count += run;
    } else cursor.skip();
  }
  return cursor.broken >= 0 ? -1 : count;
}

function countVarints(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  let length = 0;
  for (let at = start; at < end; at++) {
    length++;
    if (bytes[at] < 0x80) {
      count++;
      length = 0;
    } else if (length === 10) return -1;
  }
  return length === 0 ? count : -1;
}

/** Puts the int64s into `out` as numbers, rounded beyond 2^53 (then read them again, exactly); gives where the next would go. */
export function readInt64sAsNumbers(bytes: Uint8Array, start: number, end: number, out: Float64Array, to = 0): number {
  return eachVarint(bytes, start, end, to, (index, low, high) => {
    out[index] = high * 0x1_0000_0000 + (low >>> 0);
  });
}

/** Puts the int64s into `out`, exactly; gives where the next would go. */
export function readInt64s(bytes: Uint8Array, start: number, end: number, out: BigInt64Array, to = 0): number {
  const halves = new Int32Array(out.buffer, out.byteOffset, out.length * 2);
  return eachVarint(bytes, start, end, to, (index, low, high) => {
    halves[2 * index] = low;
    halves[2 * index + 1] = high;
  });
}

type PutHalves = (index: number, low: number, high: number) => void;

function eachVarint(bytes: Uint8Array, start: number, end: number, first: number, put: PutHalves): number {
  let next = first;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    if (cursor.field !== VALUE || (cursor.type !== WIRE.varint && cursor.type !== WIRE.bytes)) {
      cursor.skip();
      continue;
    }
    const from = cursor.type === WIRE.bytes ? cursor.body() : cursor.at;
    if (cursor.type === WIRE.varint) cursor.skip();
    if (from >= 0) next = varints(bytes, from, cursor.at, next, put);
  }
  return next;
}

/** The varints of bytes[start, end), each as the two's complement halves of 64 bits; bits beyond 64 are dropped, as protobuf does. */
function varints(bytes: Uint8Array, start: number, end: number, first: number, put: PutHalves): number {
  let next = first;
  for (let at = start; at < end; ) {
    let byte = bytes[at++];
    let low = byte & 0x7f;
    let high = 0;
    for (let shift = 7; byte >= 0x80 && at < end; shift += 7) {
      byte = bytes[at++];
      if (shift < 28) low |= (byte & 0x7f) << shift;
      else if (shift === 28) {
        low |= (byte & 0x7f) << 28;
        high = (byte & 0x7f) >>> 4;
      } else if (shift <= 63) high |= (byte & 0x7f) << (shift - 32);
    }
    put(next++, low, high);
  }
  return next;
}

/** Tells each step of a FeatureList body: the kind of its Feature and the range of its list. Gives false when it is malformed. */
export function eachStep(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (kind: Kind, bytes: Uint8Array, start: number, end: number) => void,
): boolean {
  const own = new WireCursor();
  own.reset(bytes, start, end);
  while (own.tag()) {
    if (own.field !== VALUE || own.type !== WIRE.bytes) own.skip();
    else {
      const body = own.body();
      if (body < 0) break;
      if (readFeature(bytes, body, own.at) >= 0) return false;
      visit(feature.kind, feature.source, feature.start, feature.end);
    }
  }
  return own.broken < 0;
}
