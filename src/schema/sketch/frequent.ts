/**
 * The most frequent values of a stream: a table of up to 1,024 counters that, when full, subtracts the median count from all and drops what falls
 * to zero (the frequent-items sketch of Anderson and others 2017, arXiv:1705.07001: a Misra-Gries of constant cost). While `offset` is 0 the
 * counts, and the number of distinct values, are exact; after that a count is at most `offset` too low, and a value that was added more often
 * than that is there.
 *
 * A key is 64 bits: an integer itself, the bits of a float, or the two hashes of a byte string, whose first bytes are kept beside it.
 */
export interface Frequent {
  /** Open addressing, four slots an entry: entry number + 1, or 0. */
  index: Uint16Array;
  keyA: Int32Array;
  keyB: Int32Array;
  counts: Float64Array;
  used: number;
  /** Largest error of a count. */
  offset: number;
  /** First bytes of each byte string, PREVIEW each; empty for numbers. */
  previews: Uint8Array;
  /** Full length of each byte string, in bytes. */
  lengths: Float64Array;
}

/** Counters of a new table; it doubles up to ENTRIES, so that a thousand features of a few values stay small. */
const FIRST = 16;
export const ENTRIES = 1024;
/** Bytes kept of a byte string: enough for a label, a word, the start of a text. */
export const PREVIEW = 48;
const SAMPLED = 64;

export function createFrequent(ofBytes: boolean, entries = FIRST): Frequent {
  return {
    index: new Uint16Array(entries * 4),
    keyA: new Int32Array(entries),
    keyB: new Int32Array(entries),
    counts: new Float64Array(entries),
    used: 0,
    offset: 0,
    previews: new Uint8Array(ofBytes ? entries * PREVIEW : 0),
    lengths: new Float64Array(ofBytes ? entries : 0),
  };
}

/** True while every distinct value of the stream is in the table with its true count. */
export const isExact = (table: Frequent): boolean => table.offset === 0;

const slotOf = (a: number, b: number, mask: number): number => (Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) >>> 16) & mask;

/**
 * Adds `count` occurrences of a key. Gives the entry's number when the key is new, for its preview to be written, else −1. A known key is
 * one look-up; a new one also pays its share of the growing and subtracting.
 */
export function addKey(table: Frequent, a: number, b: number, count: number): number {
  const mask = table.index.length - 1;
  let slot = slotOf(a, b, mask);
  for (let held = table.index[slot]; held !== 0; held = table.index[slot]) {
    const entry = held - 1;
    if (table.keyA[entry] === a && table.keyB[entry] === b) {
      table.counts[entry] = table.counts[entry] + count;
      return -1;
    }
    slot = (slot + 1) & mask;
  }
  if (table.used === table.keyA.length) {
    if (table.used < ENTRIES) {
      grow(table);
      return addKey(table, a, b, count);
    }
    const median = medianCount(table);
    subtract(table, median);
    // The newcomer pays the same as everyone else did.
    return count > median ? addKey(table, a, b, count - median) : -1;
  }
  const entry = table.used++;
  table.index[slot] = entry + 1;
  table.keyA[entry] = a;
  table.keyB[entry] = b;
  table.counts[entry] = count;
  return entry;
}

/** Writes what a new entry's byte string [start, end) starts with. */
export function keepPreview(table: Frequent, entry: number, bytes: Uint8Array, start: number, end: number): void {
  const kept = Math.min(end - start, PREVIEW);
  const at = entry * PREVIEW;
  for (let offset = 0; offset < kept; offset++) table.previews[at + offset] = bytes[start + offset];
  table.lengths[entry] = end - start;
}

/** Adds everything of `other`, in place. */
export function mergeFrequent(table: Frequent, other: Frequent): void {
  for (let entry = 0; entry < other.used; entry++) {
    const added = addKey(table, other.keyA[entry], other.keyB[entry], other.counts[entry]);
    if (added < 0 || other.lengths.length === 0) continue;
    table.previews.set(other.previews.subarray(entry * PREVIEW, (entry + 1) * PREVIEW), added * PREVIEW);
    table.lengths[added] = other.lengths[entry];
  }
  table.offset += other.offset;
}

function grow(table: Frequent): void {
  const larger = createFrequent(table.lengths.length > 0, table.keyA.length * 2);
  larger.keyA.set(table.keyA);
  larger.keyB.set(table.keyB);
  larger.counts.set(table.counts);
  larger.previews.set(table.previews);
  larger.lengths.set(table.lengths);
  Object.assign(table, { ...larger, used: table.used, offset: table.offset });
  reindex(table);
}

function reindex(table: Frequent): void {
  table.index.fill(0);
  const mask = table.index.length - 1;
  for (let entry = 0; entry < table.used; entry++) {
    let slot = slotOf(table.keyA[entry], table.keyB[entry], mask);
    while (table.index[slot] !== 0) slot = (slot + 1) & mask;
    table.index[slot] = entry + 1;
  }
}

function medianCount(table: Frequent): number {
  const sample = new Float64Array(SAMPLED);
  for (let index = 0; index < SAMPLED; index++) sample[index] = table.counts[(index * ENTRIES) / SAMPLED];
  return sample.sort()[SAMPLED / 2];
}

function subtract(table: Frequent, amount: number): void {
  const ofBytes = table.lengths.length > 0;
  let kept = 0;
  for (let entry = 0; entry < table.used; entry++) {
    const left = table.counts[entry] - amount;
    if (left <= 0) continue;
    table.counts[kept] = left;
    table.keyA[kept] = table.keyA[entry];
    table.keyB[kept] = table.keyB[entry];
    if (ofBytes) {
      table.previews.copyWithin(kept * PREVIEW, entry * PREVIEW, (entry + 1) * PREVIEW);
      table.lengths[kept] = table.lengths[entry];
    }
    kept++;
  }
  table.used = kept;
  table.offset += amount;
  reindex(table);
}
