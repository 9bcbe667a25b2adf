/**
 * Where everything is in the kernel's memory, whose size never changes. Unless told, a table is of 32-bit numbers. The outside looks at the tables that
 * index.ts exports.
 */

/** Bytes of records that are read together: they, and the columns made of them, stay in the second-level cache. */
export const WINDOW: i32 = 1 << 17;
/** Most records, lists (one a feature of a record) and different names that are held. */
export const RECORDS: i32 = 1 << 12;
export const LISTS: i32 = 1 << 13;
export const NAMES: i32 = 1 << 13;
export const NAME_BYTES: i32 = 1 << 18;
/** Slots of the hash table of names: twice as many as names, and a power of two. */
export const SLOTS: i32 = NAMES << 1;
/** Bytes behind a text that may be read with it, eight at a time. */
const READ_AHEAD_BYTES: i32 = 16;

/** The records' bytes, and where the payloads are: address and length. The compiler keeps room for all tables here. */
export const window: i32 = <i32>memory.data(2_785_396, 16);
export const starts: i32 = window + WINDOW + READ_AHEAD_BYTES;
export const lengths: i32 = starts + RECORDS * 4;

/** Lists in the order of the records: where the values are (addresses), and the number of the feature's next list, −1 behind the last. */
export const listStart: i32 = lengths + RECORDS * 4;
export const listEnd: i32 = listStart + LISTS * 4;
export const listName: i32 = listEnd + LISTS * 4;
export const listNext: i32 = listName + LISTS * 4;

/** By a name's number: its first and last list (−1 when it has none), its lists' kind (as a tag), and the record that had it last. */
export const head: i32 = listNext + LISTS * 4;
export const tail: i32 = head + NAMES * 4;
export const kind: i32 = tail + NAMES * 4;
export const seen: i32 = kind + NAMES * 4;
/** The names that have lists now; and by a name's number the feature that it is of. */
export const met: i32 = seen + NAMES * 4;
export const features: i32 = met + NAMES * 4;

/** The names' texts: address and length. `following` is the name that came after a name (or, at 0, first) before, plus one. */
export const nameStart: i32 = features + NAMES * 4;
export const nameLength: i32 = nameStart + NAMES * 4;
export const following: i32 = nameLength + NAMES * 4;
export const slots: i32 = following + (NAMES + 1) * 4;
export const texts: i32 = slots + SLOTS * 4;

/** What the decoders write: how many values each list has, and the values; a value of one byte becomes one of each of these. */
export const sizes: i32 = texts + NAME_BYTES + READ_AHEAD_BYTES;
export const first: i32 = sizes + LISTS * 4;
export const second: i32 = first + WINDOW * 4;
/** The hashes of byte strings, which take two bytes or more. */
export const hashA: i32 = second + WINDOW * 4;
export const hashB: i32 = hashA + WINDOW * 2;
/** The strings that may be an image or a serialized tensor, by their first bytes: name, address and length. One takes six bytes of a record or more. */
export const marked: i32 = hashB + WINDOW * 2;

if (marked + WINDOW * 2 > window + 2_785_396) ERROR('the tables need more room');

export function get(table: i32, index: i32): i32 {
  return load<i32>(table + (index << 2));
}

export function set(table: i32, index: i32, value: i32): void {
  store<i32>(table + (index << 2), value);
}

export function byteAt(address: i32): i32 {
  return load<u8>(address);
}
