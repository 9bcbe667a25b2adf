/**
 * Exact counts of small non-negative integers: labels, booleans, token ids, lengths. One increment a value, from which range, moments, quantiles,
 * histogram, distinct and top values all follow at the end; so most integers of most datasets cost nothing more.
 */
export type Dense = StaticArray<f64>;

const FIRST: i32 = 64;
/** Largest table: 256 KiB a feature, for the vocabularies of most tokenizers. Values from here on go to the sketches. */
const LIMIT: i32 = 32_768;

export function createDense(): Dense {
  return new StaticArray<f64>(FIRST);
}

/** Whether a value may be counted here. */
export function isDense(value: i64): bool {
  return u64(value) < u64(LIMIT);
}

/** A table long enough for `value`, which is dense: this one, or one that is twice as long or more. */
export function grownFor(counts: Dense, value: i32): Dense {
  let length = counts.length;
  if (value < length) return counts;
  while (length <= value) length *= 2;
  const grown = new StaticArray<f64>(length);
  memory.copy(changetype<usize>(grown), changetype<usize>(counts), usize(counts.length) << 3);
  return grown;
}

/** The sum of two tables. */
export function mergeDense(counts: Dense, other: Dense): Dense {
  const sums = grownFor(counts, other.length - 1);
  for (let value = 0; value < other.length; value++) sums[value] += other[value];
  return sums;
}

/** How many different values were counted. */
export function differentIn(counts: Dense): i32 {
  let different = 0;
  for (let value = 0; value < counts.length; value++) if (counts[value] > 0) different++;
  return different;
}
