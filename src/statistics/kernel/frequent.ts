import { MAX_HASHED_BYTES } from './hash';
import { sort } from './sort';

/**
 * The most frequent values of a stream: a table of up to 1,024 counters that, when full, subtracts the median count from all and drops what falls to zero
 * (the frequent-items sketch of Anderson and others 2017, arXiv:1705.07001: a Misra-Gries of constant cost). While `offset` is 0 the counts, and the
 * number of distinct values, are exact; after that a count is at most `offset` too low, and a value that was added more often than that is there.
 *
 * A key is 64 bits: an integer itself, the bits of a float, or the two hashes of a byte string, whose first bytes are kept beside it.
 */
export class Frequent {
  /** Open addressing, four slots an entry: entry number + 1, or 0. */
  index: StaticArray<u16>;
  keyA: StaticArray<i32>;
  keyB: StaticArray<i32>;
  counts: StaticArray<f64>;
  /** First bytes of each byte string, `room` each, and its full length; empty for numbers. */
  previews: StaticArray<u8>;
  lengths: StaticArray<i32>;
  /** Bytes kept of each byte string: as many as the longest one needs, as far as the table's size allows. */
  room: i32 = PREVIEW_BYTES;
  used: i32 = 0;
  /** Largest error of a count. */
  offset: f64 = 0;

  constructor(
    readonly ofBytes: bool,
    entries: i32,
  ) {
    this.index = new StaticArray<u16>(entries * 4);
    this.keyA = new StaticArray<i32>(entries);
    this.keyB = new StaticArray<i32>(entries);
    this.counts = new StaticArray<f64>(entries);
    this.previews = new StaticArray<u8>(ofBytes ? entries * PREVIEW_BYTES : 0);
    this.lengths = new StaticArray<i32>(ofBytes ? entries : 0);
  }
}

/** Counters of a new table; it doubles up to ENTRIES, so that a thousand features of a few values stay small. */
export const INITIAL_ENTRIES: i32 = 16;
export const ENTRIES: i32 = 1024;
/** Bytes kept of a byte string in any case: enough for a word, the start of a text. */
const PREVIEW_BYTES: i32 = 48;
/** Bytes that a table keeps of its strings together. Of few it keeps more, so that classes that begin alike (paths, addresses) are told apart. */
const PREVIEWS_BYTES: i32 = 1 << 16;
/** Counts that are looked at to find the median of them all. */
const SAMPLED_COUNTS: i32 = 64;
const sample: usize = memory.data(512, 8);

function slotOf(a: i32, b: i32, mask: i32): i32 {
  return (((a ^ (b * 0x9e37_79b1)) * 0x85eb_ca6b) >>> 16) & mask;
}

/**
 * Adds `count` occurrences of a key. Gives the entry's number when the key is new, for its preview to be written, else −1. A known key is one look-up; a
 * new one also pays its share of the growing and subtracting.
 */
export function addKey(table: Frequent, a: i32, b: i32, count: f64): i32 {
  const index = table.index;
  const mask = index.length - 1;
  let slot = slotOf(a, b, mask);
  for (let held = i32(unchecked(index[slot])); held !== 0; held = i32(unchecked(index[slot]))) {
    const entry = held - 1;
    if (unchecked(table.keyA[entry]) === a && unchecked(table.keyB[entry]) === b) {
      unchecked((table.counts[entry] += count));
      return -1;
    }
    slot = (slot + 1) & mask;
  }
  if (table.used === table.keyA.length) return addToFull(table, a, b, count);
  const entry = table.used++;
  index[slot] = u16(entry + 1);
  table.keyA[entry] = a;
  table.keyB[entry] = b;
  table.counts[entry] = count;
  return entry;
}

function addToFull(table: Frequent, a: i32, b: i32, count: f64): i32 {
  if (table.used < ENTRIES) {
    grow(table);
    return addKey(table, a, b, count);
  }
  const median = medianCount(table);
  subtract(table, median);
  // The newcomer pays the same as everyone else did.
  return count > median ? addKey(table, a, b, count - median) : -1;
}

/** Keeps what a new entry's byte string starts with. Of one that is not hashed whole, no more than PREVIEW_BYTES may be there in one piece. */
export function keepPreview(table: Frequent, entry: i32, start: i32, length: i32): void {
  const isWhole = length <= MAX_HASHED_BYTES;
  if (isWhole && length > table.room) widen(table, length);
  memory.copy(previewAt(table, entry), start, min(length, isWhole ? table.room : PREVIEW_BYTES));
  table.lengths[entry] = length;
}

function previewAt(table: Frequent, entry: i32): usize {
  return changetype<usize>(table.previews) + entry * table.room;
}

/** Most bytes that a table of so many counters keeps of a byte string: the fewer, the larger the table. */
function mostRoom(entries: i32): i32 {
  return PREVIEWS_BYTES / entries;
}

/** Gives each byte string room for `length` bytes, or as many as may be. */
function widen(table: Frequent, length: i32): void {
  let room = 64;
  while (room < length) room *= 2;
  room = min(room, mostRoom(table.keyA.length));
  if (room > table.room) makeRoom(table, room);
}

/** Gives each byte string room for so many bytes. */
export function makeRoom(table: Frequent, room: i32): void {
  const previews = new StaticArray<u8>(table.keyA.length * room);
  const kept = min(room, table.room);
  for (let entry = 0; entry < table.used; entry++) memory.copy(changetype<usize>(previews) + entry * room, previewAt(table, entry), kept);
  table.previews = previews;
  table.room = room;
}

/** Adds everything of `other`. */
export function mergeFrequent(table: Frequent, other: Frequent): void {
  // A large table has kept less of its strings than a small one would say of them.
  while (table.keyA.length < other.keyA.length) grow(table);
  for (let entry = 0; entry < other.used; entry++) {
    const added = addKey(table, other.keyA[entry], other.keyB[entry], other.counts[entry]);
    if (added >= 0 && other.ofBytes) keepPreview(table, added, i32(previewAt(other, entry)), other.lengths[entry]);
  }
  table.offset += other.offset;
}

function grow(table: Frequent): void {
  const larger = new Frequent(table.ofBytes, table.keyA.length * 2);
  if (table.ofBytes) {
    const room = min(table.room, mostRoom(larger.keyA.length));
    if (room < table.room) makeRoom(table, room);
    if (room !== larger.room) makeRoom(larger, room);
  }
  for (let entry = 0; entry < table.used; entry++) moveEntry(table, entry, larger, entry);
  table.index = larger.index;
  table.keyA = larger.keyA;
  table.keyB = larger.keyB;
  table.counts = larger.counts;
  table.previews = larger.previews;
  table.room = larger.room;
  table.lengths = larger.lengths;
  reindex(table);
}

function moveEntry(from: Frequent, entry: i32, to: Frequent, place: i32): void {
  to.keyA[place] = from.keyA[entry];
  to.keyB[place] = from.keyB[entry];
  to.counts[place] = from.counts[entry];
  if (!from.ofBytes) return;
  memory.copy(previewAt(to, place), previewAt(from, entry), from.room);
  to.lengths[place] = from.lengths[entry];
}

/** Makes the look-up anew. */
export function reindex(table: Frequent): void {
  memory.fill(changetype<usize>(table.index), 0, usize(table.index.length) << 1);
  const mask = table.index.length - 1;
  for (let entry = 0; entry < table.used; entry++) {
    let slot = slotOf(table.keyA[entry], table.keyB[entry], mask);
    while (table.index[slot] !== 0) slot = (slot + 1) & mask;
    table.index[slot] = u16(entry + 1);
  }
}

function medianCount(table: Frequent): f64 {
  for (let place = 0; place < SAMPLED_COUNTS; place++) store<f64>(sample + (place << 3), table.counts[place * (ENTRIES / SAMPLED_COUNTS)]);
  sort(sample, SAMPLED_COUNTS);
  return load<f64>(sample + (SAMPLED_COUNTS << 2));
}

function subtract(table: Frequent, amount: f64): void {
  let kept = 0;
  for (let entry = 0; entry < table.used; entry++) {
    if (table.counts[entry] <= amount) continue;
    table.counts[entry] -= amount;
    moveEntry(table, entry, table, kept++);
  }
  table.used = kept;
  table.offset += amount;
  reindex(table);
}
