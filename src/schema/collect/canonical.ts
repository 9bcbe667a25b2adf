import { KIND } from '../../records/field-table';
import type { NameTable } from '../../records/name-table';
import { growNumbers } from './grow';
import { clearPool, poolList, type ValuePool } from './value-pool';

/**
 * The fast way through an Example, for the encoding that protobuf's own writers make: one Features, entries of key then value, one list in each,
 * no name twice, nothing unknown. With its values about 70 ns a feature, half of what it takes to read all that the wire format allows. Whatever
 * departs from that is left to the general reader, which also decides whether it is malformed; so this one only has to be right about what it takes.
 */
export interface CanonicalReader {
  names: NameTable;
  /** Of each feature of the record at hand: number of its name; its entry in the pool is the one of the same index. */
  ids: Int32Array;
  count: number;
  /** Record in which each name was seen last. */
  seen: Int32Array;
  record: number;
}

export const createCanonicalReader = (names: NameTable): CanonicalReader => ({
  names,
  ids: new Int32Array(32),
  count: 0,
  seen: new Int32Array(32),
  record: 0,
});

const ENTRY = 0x0a;
const KEY = 0x0a;
const VALUE = 0x12;

/** The kind of a Feature by the tag of its list: bytes_list = 1, float_list = 2, int64_list = 3. */
const kindOfTag = (tag: number): number => (tag === 0x0a ? KIND.bytes : tag === 0x12 ? KIND.float : tag === 0x1a ? KIND.int64 : -1);

/** The reading place; lengths are checked against `end` by what is read with them. */
let at = 0;

/** A length of up to four bytes; −1 for a longer one. Reads zeros beyond the array, which the comparison of ends then refuses. */
function readLength(bytes: Uint8Array): number {
  const first = bytes[at++];
  if (first < 128) return first;
  let length = first & 127;
  for (let shift = 7; shift < 28; shift += 7) {
    const byte = bytes[at++];
    length |= (byte & 127) << shift;
    if (byte < 128) return length;
  }
  return -1;
}

/** Puts the values of the Example [start, end) into the pool and the names' numbers into `reader.ids`; false when it is not written that way. */
export function readCanonical(reader: CanonicalReader, pool: ValuePool, bytes: Uint8Array, start: number, end: number): boolean {
  clearPool(pool);
  reader.record++;
  at = start + 1;
  if (start === end || bytes[start] !== 0x0a || readLength(bytes) !== end - at) return false;
  let count = 0;
  let previous = -1;
  while (at < end) {
    if (bytes[at++] !== ENTRY) return false;
    const entryLength = readLength(bytes);
    const entryEnd = at + entryLength;
    if (entryLength < 0 || entryEnd > end || bytes[at++] !== KEY) return false;
    const nameStart = at + 1;
    const nameEnd = nameStart + bytes[at];
    if (bytes[at] >= 128 || nameEnd >= entryEnd || bytes[nameEnd] !== VALUE) return false;
    at = nameEnd + 1;
    if (readLength(bytes) !== entryEnd - at) return false;
    const kind = at < entryEnd ? kindOfTag(bytes[at++]) : -1;
    if (kind < 0 || readLength(bytes) !== entryEnd - at) return false;
    const id = reader.names.id(bytes, nameStart, nameEnd, previous);
    if (isRepeated(reader, id) || !poolList(pool, kind, bytes, at, entryEnd)) return false;
    if (count === reader.ids.length) reader.ids = growNumbers(reader.ids);
    reader.ids[count++] = id;
    previous = id;
    at = entryEnd;
  }
  reader.count = count;
  return at === end;
}

function isRepeated(reader: CanonicalReader, id: number): boolean {
  while (id >= reader.seen.length) reader.seen = growNumbers(reader.seen);
  if (reader.seen[id] === reader.record) return true;
  reader.seen[id] = reader.record;
  return false;
}
