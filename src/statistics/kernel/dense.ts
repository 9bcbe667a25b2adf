/**
 * Exact counts of small non-negative integers: labels, booleans, token ids, lengths. One increment a value, from which range, moments, quantiles,
 * histogram, distinct and top values all follow at the end; so most integers of most datasets cost nothing more. Counts are in pages of 1 KiB, which are
 * there once one of their values has come: 256 KiB for a vocabulary of 32,768 tokens, a few for a thousand values here and there.
 */
export class Dense {
  /** Addresses of the pages, 0 where there is none. */
  pages: StaticArray<usize> = new StaticArray<usize>(LIMIT >> PAGE_BITS);
}

const PAGE_BITS: i32 = 7;
const PAGE_VALUES: i32 = 1 << PAGE_BITS;
/** Values from here on go to the sketches. */
export const LIMIT: i32 = 32_768;

/** Whether a value may be counted here. */
export function isDense(value: i64): bool {
  return u64(value) < u64(LIMIT);
}

/** The page of a value, 0 when there is none. */
export function pageOf(dense: Dense, value: i32): usize {
  return unchecked(dense.pages[value >> PAGE_BITS]);
}

/** Counts a value of a page once. */
export function countIn(page: usize, value: i32): void {
  const at = placeIn(page, value);
  store<f64>(at, load<f64>(at) + 1);
}

/** Counts a value, which is dense, `times`. */
export function count(dense: Dense, value: i32, times: f64): void {
  let page = pageOf(dense, value);
  if (page === 0) {
    page = changetype<usize>(new StaticArray<f64>(PAGE_VALUES));
    dense.pages[value >> PAGE_BITS] = page;
  }
  const at = placeIn(page, value);
  store<f64>(at, load<f64>(at) + times);
}

function placeIn(page: usize, value: i32): usize {
  return page + (usize(value & (PAGE_VALUES - 1)) << 3);
}

/** How often a value was counted. */
export function timesOf(dense: Dense, value: i32): f64 {
  const page = pageOf(dense, value);
  return page === 0 ? 0 : load<f64>(placeIn(page, value));
}

/** The first value from `from` on that was counted, LIMIT when there is none. */
export function nextCounted(dense: Dense, from: i32): i32 {
  let value = from;
  while (value < LIMIT && timesOf(dense, value) === 0)
    value = pageOf(dense, value) === 0 ? ((value >> PAGE_BITS) + 1) << PAGE_BITS : value + 1;
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
