/**
 * Exact counts of small non-negative integers: labels, booleans, token ids, lengths. One increment a value, from which range, moments, quantiles,
 * histogram, distinct and top values all follow at the end; so most integers of most datasets cost nothing more. Counts are in pages of 1 KiB, which are
 * there when one of their values has come: 256 KiB for a vocabulary of 32,768 tokens, a few for a thousand values here and there.
 */
export class Dense {
  first: StaticArray<f64> = new StaticArray<f64>(PAGE);
  /** Addresses of the pages, 0 where there is none; null until there are several. */
  pages: StaticArray<usize> | null = null;
}

const BITS: i32 = 7;
const PAGE: i32 = 1 << BITS;
/** Values from here on go to the sketches. */
export const LIMIT: i32 = 32_768;

/** Whether a value may be counted here. */
export function isDense(value: i64): bool {
  return u64(value) < u64(LIMIT);
}

/** Counts a value, which is dense, `times`. */
export function count(dense: Dense, value: i32, times: f64): void {
  unchecked((pageOf(dense, value >> BITS)[value & (PAGE - 1)] += times));
}

function pageOf(dense: Dense, page: i32): StaticArray<f64> {
  if (page === 0) return dense.first;
  if (dense.pages === null) dense.pages = new StaticArray<usize>(LIMIT >> BITS);
  const pages = dense.pages!;
  if (unchecked(pages[page]) === 0) pages[page] = changetype<usize>(new StaticArray<f64>(PAGE));
  return changetype<StaticArray<f64>>(unchecked(pages[page]));
}

/** How often a value was counted. */
export function timesOf(dense: Dense, value: i32): f64 {
  return isThere(dense, value >> BITS) ? pageOf(dense, value >> BITS)[value & (PAGE - 1)] : 0;
}

function isThere(dense: Dense, page: i32): bool {
  return page === 0 || (dense.pages !== null && dense.pages![page] !== 0);
}

/** The first value from `from` on that was counted, LIMIT when there is none. */
export function nextCounted(dense: Dense, from: i32): i32 {
  let value = from;
  while (value < LIMIT && timesOf(dense, value) === 0) value = isThere(dense, value >> BITS) ? value + 1 : ((value >> BITS) + 1) << BITS;
  return value;
}

/** How many different values were counted. */
export function differentIn(dense: Dense): i32 {
  let different = 0;
  for (let value = nextCounted(dense, 0); value < LIMIT; value = nextCounted(dense, value + 1)) different++;
  return different;
}

/** Adds the counts of `other`. */
export function mergeDense(dense: Dense, other: Dense): void {
  for (let value = nextCounted(other, 0); value < LIMIT; value = nextCounted(other, value + 1)) count(dense, value, timesOf(other, value));
}
