import { FIELD_KIND } from '../../records/field-table';
import { WIRE, WireCursor } from '../../records/wire';
import { growNumbers } from './grow';

/**
 * The values of one record, in arrays that the next record uses again: nothing is allocated for a record once they have grown to the largest one.
 * A record is put here whole before any of it is counted, so that of a malformed record nothing is counted.
 *
 * An entry is one Feature message: one for each feature of an Example, one a step of a FeatureList.
 */
export interface ValuePool {
  entries: number;
  /** A value of KIND. */
  kind: Uint8Array;
  /** The entry's values: [from, to) of `low` and `high` for int64, of `start` and `size` for the others. */
  from: Int32Array;
  to: Int32Array;
  /** What the spans of the entry count in: the record, or bytes of their own where protobuf's merge joined pieces. */
  source: Uint8Array[];

  ints: number;
  low: Int32Array;
  high: Int32Array;

  /** Whether TensorFlow's parser, which takes a list in the forms that writers put it in, would drop values of the record, or refuse it. */
  drops: boolean;
  refuses: boolean;
  /** Whether the record has more values than are put here. */
  crowded: boolean;

  spans: number;
  /** Byte strings: start and length in bytes. Floats: start and number of values of each run. */
  start: Int32Array;
  size: Int32Array;
}

export const createValuePool = (): ValuePool => ({
  entries: 0,
  kind: new Uint8Array(32),
  from: new Int32Array(32),
  to: new Int32Array(32),
  source: [],
  ints: 0,
  low: new Int32Array(256),
  high: new Int32Array(256),
  drops: false,
  refuses: false,
  crowded: false,
  spans: 0,
  start: new Int32Array(64),
  size: new Int32Array(64),
});

export function clearPool(pool: ValuePool): void {
  pool.entries = 0;
  pool.ints = 0;
  pool.spans = 0;
  pool.drops = false;
  pool.refuses = false;
  pool.crowded = false;
}

/**
 * Puts the list in bytes[start, end) (the body of a BytesList, FloatList or Int64List: field 1, packed or not) into the pool. False when it is
 * malformed.
 */
export function poolList(pool: ValuePool, kind: number, bytes: Uint8Array, start: number, end: number): boolean {
  const entry = pool.entries++;
  if (entry === pool.kind.length) {
    pool.kind = growNumbers(pool.kind);
    pool.from = growNumbers(pool.from);
    pool.to = growNumbers(pool.to);
  }
  pool.kind[entry] = kind;
  pool.source[entry] = bytes;
  const isInt = kind === FIELD_KIND.int64;
  pool.from[entry] = isInt ? pool.ints : pool.spans;
  at = start;
  first = start;
  stopped = false;
  if (isInt) poolInt64s(pool, bytes, end);
  else if (kind === FIELD_KIND.float) poolFloats(pool, bytes, end);
  else if (kind === FIELD_KIND.bytes) poolBytes(pool, bytes, end);
  pool.to[entry] = isInt ? pool.ints : pool.spans;
  return at >= 0;
}

/** Puts one byte string into the pool, as a list of its own. */
export function poolBytesValue(pool: ValuePool, bytes: Uint8Array, start: number, end: number): void {
  const entry = pool.entries++;
  pool.kind[entry] = FIELD_KIND.bytes;
  pool.source[entry] = bytes;
  pool.from[entry] = pool.spans;
  addSpan(pool, start, end - start);
  pool.to[entry] = pool.spans;
}

/** The reading place, −1 when malformed; a module variable, so that no call has to give back two numbers. */
let at = 0;

/** Where the list at hand begins, and whether TensorFlow's parser has stopped in it. */
let first = 0;
let stopped = false;

const PACKED = 0x0a;
const VARINT = 0x08;
const FIXED32 = 0x0d;

function poolBytes(pool: ValuePool, bytes: Uint8Array, end: number): void {
  while (at >= 0 && at < end) {
    const tag = readVarint(bytes, end);
    if (tag !== PACKED) {
      skipIn(pool, bytes, end, tag);
      continue;
    }
    const valueEnd = readEnd(bytes, end);
    if (at < 0) return;
    addSpan(pool, at, valueEnd - at);
    at = valueEnd;
  }
}

function poolFloats(pool: ValuePool, bytes: Uint8Array, end: number): void {
  while (at >= 0 && at < end) {
    const start = at;
    const tag = readVarint(bytes, end);
    if (tag === PACKED) {
      const runEnd = readEnd(bytes, end);
      if (at < 0) return;
      noteRun(pool, start, runEnd, end);
      addSpan(pool, at, (runEnd - at) >> 2);
      at = (runEnd - at) % 4 === 0 ? runEnd : -1;
    } else if (tag === FIXED32) {
      addSpan(pool, at, 1);
      at = at + 4 <= end ? at + 4 : -1;
    } else skipIn(pool, bytes, end, tag);
  }
}

function poolInt64s(pool: ValuePool, bytes: Uint8Array, end: number): void {
  while (at >= 0 && at < end) {
    const start = at;
    const tag = readVarint(bytes, end);
    if (tag === PACKED) {
      const runEnd = readEnd(bytes, end);
      if (at < 0) return;
      noteRun(pool, start, runEnd, end);
      reserveInts(pool, runEnd - at);
      readRun(pool, bytes, runEnd);
    } else if (tag === VARINT) {
      reserveInts(pool, 1);
      readInt64(pool, bytes, end);
    } else skipIn(pool, bytes, end, tag);
  }
}

/** A packed run: TensorFlow stops behind one that begins its list, and takes none behind anything else. */
function noteRun(pool: ValuePool, start: number, runEnd: number, end: number): void {
  if (start > first) pool.refuses ||= !stopped;
  else if (runEnd < end) {
    stopped = true;
    pool.drops = true;
  }
}

/** Passes over a field that is no value of the list; TensorFlow refuses it, unless it stopped before. */
function skipIn(pool: ValuePool, bytes: Uint8Array, end: number, tag: number): void {
  pool.refuses ||= !stopped;
  skip(bytes, end, tag);
}

/** A packed run: varints of one and two bytes (labels, ids) are read here, longer ones by readInt64. */
function readRun(pool: ValuePool, bytes: Uint8Array, end: number): void {
  const { low, high } = pool;
  let place = at;
  let ints = pool.ints;
  while (place < end) {
    const first = bytes[place];
    if (first < 128) {
      low[ints] = first;
      high[ints++] = 0;
      place++;
    } else if (place + 1 < end && bytes[place + 1] < 128) {
      low[ints] = (first & 127) | (bytes[place + 1] << 7);
      high[ints++] = 0;
      place += 2;
    } else {
      at = place;
      pool.ints = ints;
      readInt64(pool, bytes, end);
      if (at < 0) return;
      ints = pool.ints;
      place = at;
    }
  }
  pool.ints = ints;
  at = place;
}

function addSpan(pool: ValuePool, start: number, size: number): void {
  const span = pool.spans++;
  if (span === pool.start.length) {
    pool.start = growNumbers(pool.start);
    pool.size = growNumbers(pool.size);
  }
  pool.start[span] = start;
  pool.size[span] = size;
}

function reserveInts(pool: ValuePool, more: number): void {
  while (pool.ints + more > pool.low.length) {
    pool.low = growNumbers(pool.low);
    pool.high = growNumbers(pool.high);
  }
}

/** One varint of up to ten bytes as two signed halves; one byte (most labels and ids) takes the first lines alone. */
function readInt64(pool: ValuePool, bytes: Uint8Array, end: number): void {
  const index = pool.ints++;
  let byte = at < end ? bytes[at++] : 128;
  let low = byte & 127;
  let high = 0;
  for (let shift = 7; byte >= 128; shift += 7) {
    if (at >= end || shift > 63) {
      at = -1;
      return;
    }
    byte = bytes[at++];
    const bits = byte & 127;
    if (shift < 28) low |= bits << shift;
    else if (shift === 28) {
      low |= bits << 28;
      high = bits >>> 4;
    } else high |= bits << (shift - 32);
  }
  pool.low[index] = low;
  pool.high[index] = high;
}

/** A tag or a length: a varint of at most ten bytes. */
function readVarint(bytes: Uint8Array, end: number): number {
  if (at >= 0 && at < end) {
    let byte = bytes[at++];
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let scale = 128; scale < 2 ** 70 && at < end; scale *= 128) {
      byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  at = -1;
  return 0;
}

/** Reads a length and gives the place where it ends; malformed when that is beyond the message. */
function readEnd(bytes: Uint8Array, end: number): number {
  const length = readVarint(bytes, end);
  if (at >= 0 && at + length <= end) return at + length;
  at = -1;
  return -1;
}

/** Passes over a field that is no value of the list. */
function skip(bytes: Uint8Array, end: number, tag: number): void {
  const wire = tag & 7;
  if (at < 0 || tag < 8 || tag > 0xffffffff) at = -1;
  else if (wire === 0) skipVarint(bytes, end);
  else if (wire === 2) at = readEnd(bytes, end);
  else if (wire === 1 || wire === 5) {
    const next = at + (wire === 1 ? 8 : 4);
    at = next <= end ? next : -1;
  } else skipRare(bytes, end, tag);
}

const cursor = new WireCursor();

/** Groups, which proto2 had, and what is no wire type. */
function skipRare(bytes: Uint8Array, end: number, tag: number): void {
  cursor.reset(bytes, at, end);
  cursor.field = Math.floor(tag / 8);
  cursor.type = tag & 7;
  if (cursor.type === WIRE.startGroup) cursor.skip();
  else cursor.fail(at);
  at = cursor.broken < 0 ? cursor.at : -1;
}

function skipVarint(bytes: Uint8Array, end: number): void {
  for (let length = 0; length < 10 && at < end; length++) if (bytes[at++] < 128) return;
  at = -1;
}
