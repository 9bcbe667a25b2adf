import { lastFeature, readFeatureField } from './example-fields';
import type { FieldKind } from './field-table';
import { WIRE, WireCursor } from './wire';

/**
 * The values of a BytesList, FloatList or Int64List body: field 1, packed, unpacked or both (tensorflow/core/example/feature.proto).
 * Counting checks the body; reading takes it as checked.
 */
const VALUE_FIELD = 1;
const cursor = new WireCursor();

/** How many byte strings bytes[start, end) holds; -1 when it is malformed. */
export function countBytes(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    if (cursor.field === VALUE_FIELD && cursor.type === WIRE.bytes) count++;
    cursor.skip();
  }
  return cursor.broken >= 0 ? -1 : count;
}

/** Tells the range of each byte string in turn, up to `most` of them, as far as the body is sound. */
export function eachBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (start: number, end: number) => void,
  most = Number.POSITIVE_INFINITY,
): void {
  const own = new WireCursor();
  own.reset(bytes, start, end);
  for (let met = 0; met < most && own.tag(); ) {
    if (own.field !== VALUE_FIELD || own.type !== WIRE.bytes) own.skip();
    else {
      const body = own.body();
      if (body >= 0) visit(body, own.at);
      met++;
    }
  }
}

/** How many floats; -1 when malformed (a packed run that is no multiple of four bytes, too). */
export function countFloats(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    if (cursor.field === VALUE_FIELD && cursor.type === WIRE.fixed32) {
      count++;
      cursor.skip();
    } else if (cursor.field === VALUE_FIELD && cursor.type === WIRE.bytes) {
      const body = cursor.body();
      if (body < 0 || (cursor.at - body) % 4 !== 0) return -1;
      count += (cursor.at - body) / 4;
    } else cursor.skip();
  }
  return cursor.broken >= 0 ? -1 : count;
}

/** A view on the bytes read last: making one for every list would cost more than reading the list. */
let viewed: Uint8Array = new Uint8Array(0);
let view = new DataView(viewed.buffer);

function viewOf(bytes: Uint8Array): DataView {
  if (bytes !== viewed) {
    viewed = bytes;
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return view;
}

/** Puts the floats into `out` from `to` on, as many as it has room for; gives where the next would go. */
export function readFloats(bytes: Uint8Array, start: number, end: number, out: Float32Array | Float64Array, to = 0): number {
  const numbers = viewOf(bytes);
  let next = to;
  cursor.reset(bytes, start, end);
  while (next < out.length && cursor.tag()) {
    const value = cursor.at;
    if (cursor.field === VALUE_FIELD && cursor.type === WIRE.fixed32) {
      cursor.skip();
      out[next++] = numbers.getFloat32(value, true);
    } else if (cursor.field === VALUE_FIELD && cursor.type === WIRE.bytes) {
      const body = cursor.body();
      for (let at = body; at >= 0 && at < cursor.at && next < out.length; at += 4) out[next++] = numbers.getFloat32(at, true);
    } else cursor.skip();
  }
  return next;
}

/** How many int64s; -1 when malformed. */
export function countInt64s(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  cursor.reset(bytes, start, end);
  while (cursor.tag()) {
    if (cursor.field === VALUE_FIELD && cursor.type === WIRE.varint) {
      count++;
      cursor.skip();
    } else if (cursor.field === VALUE_FIELD && cursor.type === WIRE.bytes) {
      const body = cursor.body();
      const run = body < 0 ? -1 : countVarints(bytes, body, cursor.at);
      if (run < 0) return -1;
      count += run;
    } else cursor.skip();
  }
  return cursor.broken >= 0 ? -1 : count;
}

/** The bits that say of each of four bytes whether its value goes on in the next one. */
const GO_ON = 0x80808080 | 0;

/** How many values a packed run has. Four bytes at a time where the fourth ends a value, otherwise byte by byte. */
function countVarints(bytes: Uint8Array, start: number, end: number): number {
  const words = viewOf(bytes);
  let count = 0;
  let length = 0;
  for (let at = start; at < end; ) {
    const goOn = length === 0 && at + 4 <= end ? words.getInt32(at, true) & GO_ON : -1;
    if (goOn >= 0) {
      count += 4 - ((goOn >>> 7) & 1) - ((goOn >>> 15) & 1) - ((goOn >>> 23) & 1);
      at += 4;
      continue;
    }
    length++;
    if (bytes[at++] < 0x80) {
      count++;
      length = 0;
    } else if (length === 10) return -1;
  }
  return length === 0 ? count : -1;
}

/** The two's complement halves of the varint that `varint` read last. */
let low = 0;
let high = 0;

/** Reads a varint of up to 64 bits (more are dropped, as protobuf does) into `low` and `high`; gives where the next one starts. */
function varint(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let byte = bytes[at++];
  low = byte & 0x7f;
  high = 0;
  for (let shift = 7; byte >= 0x80 && at < end; shift += 7) {
    byte = bytes[at++];
    if (shift < 28) low |= (byte & 0x7f) << shift;
    else if (shift === 28) {
      low |= (byte & 0x7f) << 28;
      high = (byte & 0x7f) >>> 4;
    } else if (shift <= 63) high |= (byte & 0x7f) << (shift - 32);
  }
  return at;
}

/** Moves to the next run of varints, packed or one alone, and gives its start; it ends at the cursor. -1 at the end. */
function nextRun(): number {
  while (cursor.tag()) {
    const isValue = cursor.field === VALUE_FIELD;
    if (isValue && cursor.type === WIRE.bytes) return cursor.body();
    const start = cursor.at;
    cursor.skip();
    if (isValue && cursor.type === WIRE.varint) return start;
  }
  return -1;
}

/** Puts the int64s into `out` as numbers, rounded beyond 2^53 (then read them again, exactly); gives where the next would go. */
export function readInt64sAsNumbers(bytes: Uint8Array, start: number, end: number, out: Float64Array, to = 0): number {
  let next = to;
  cursor.reset(bytes, start, end);
  for (let at = nextRun(); at >= 0; at = nextRun()) {
    const runEnd = cursor.at;
    while (at < runEnd) {
      const byte = bytes[at];
      if (byte < 0x80) {
        out[next++] = byte;
        at++;
      } else {
        at = varint(bytes, at, runEnd);
        out[next++] = high * 0x1_0000_0000 + (low >>> 0);
      }
    }
  }
  return next;
}

/** Puts the int64s into `out`, exactly, as many as it has room for; gives where the next would go. */
export function readInt64s(bytes: Uint8Array, start: number, end: number, out: BigInt64Array, to = 0): number {
  const halves = new Int32Array(out.buffer, out.byteOffset, out.length * 2);
  let next = to;
  cursor.reset(bytes, start, end);
  for (let at = nextRun(); at >= 0 && next < out.length; at = nextRun()) {
    while (at < cursor.at && next < out.length) {
      at = varint(bytes, at, cursor.at);
      halves[2 * next] = low;
      halves[2 * next + 1] = high;
      next++;
    }
  }
  return next;
}

/** Tells each step of a FeatureList body: the kind of its Feature and the range of its list. Gives false when it is malformed. */
export function eachStep(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (kind: FieldKind, bytes: Uint8Array, start: number, end: number) => void,
): boolean {
  const own = new WireCursor();
  own.reset(bytes, start, end);
  while (own.tag()) {
    if (own.field !== VALUE_FIELD || own.type !== WIRE.bytes) own.skip();
    else {
      const body = own.body();
      if (body < 0) break;
      if (readFeatureField(bytes, body, own.at) >= 0) return false;
      visit(lastFeature.kind, lastFeature.source, lastFeature.start, lastFeature.end);
    }
  }
  return own.broken < 0;
}
