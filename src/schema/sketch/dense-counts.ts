/**
 * Exact counts of small non-negative integers: labels, booleans, token ids, lengths. One array increment a value in the hot loop, from which
 * range, moments, quantiles, histogram, distinct and top values all follow at the end; so most integers of most datasets cost nothing more.
 */
export type DenseCounts = Float64Array;

const FIRST = 64;
/** Largest table: 256 KiB a feature, for the vocabularies of most tokenizers. Values from here on go to the sketches. */
export const DENSE_LIMIT = 32_768;

export const createDenseCounts = (): DenseCounts => new Float64Array(FIRST);

/** A table long enough to count `value` (grown by doubling), or undefined when the value is beyond what is counted densely. */
export function grownFor(counts: DenseCounts, value: number): DenseCounts | undefined {
  if (!(value >= 0 && value < DENSE_LIMIT)) return undefined;
  let length = counts.length;
  while (length <= value) length *= 2;
  if (length === counts.length) return counts;
  const grown = new Float64Array(length);
  grown.set(counts);
  return grown;
}

/** The sum of two tables; the longer one is reused. */
export function mergeDenseCounts(counts: DenseCounts, other: DenseCounts): DenseCounts {
  const [into, from] = counts.length >= other.length ? [counts, other] : [other.slice(), counts];
  for (let value = 0; value < from.length; value++) into[value] = into[value] + from[value];
  return into;
}
