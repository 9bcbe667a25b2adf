/**
 * Bars of int64 values beyond 2^53, with the whole numbers that they are about. Statistics count such values as the floats that they round to, so a bar's
 * float bounds are no bounds of the values themselves: printed, they are other numbers, and those of neighbours can be equal.
 */
import type { Exact, Histogram } from '../statistics/report/statistics';

/** Values from `low` to `high`, both included. */
export interface ExactBar {
  low: bigint;
  high: bigint;
  count: number;
}

/** Bars in whole numbers, the first from `min` and the last to `max`; bars that no whole number lies in are joined to their neighbour. */
export function exactBars({ bars }: Histogram, min: Exact, max: Exact): ExactBar[] {
  const joined: { low: number; count: number }[] = [];
  for (const { low, count } of bars) {
    const last = joined.at(-1);
    if (last && last.low === low) last.count += count;
    else joined.push({ low, count });
  }
  const starts = joined.map(({ low }, index) => (index === 0 ? BigInt(min) : leastRoundingTo(low)));
  return joined.map(({ count }, index) => {
    const next = starts[index + 1];
    return { low: starts[index] as bigint, high: next === undefined ? BigInt(max) : next - 1n, count };
  });
}

/** The least whole number whose nearest float is `least` or above it. */
export function leastRoundingTo(least: number): bigint {
  if (Math.abs(least) < 2 ** 53) return BigInt(Math.ceil(least));
  const middle = (BigInt(floatBelow(least)) + BigInt(least)) / 2n;
  // Where the nearest is not decided, the even one of both is taken.
  return Number(middle) >= least ? middle : middle + 1n;
}

const bits = new DataView(new ArrayBuffer(8));

/** The largest float below one that is not zero. */
function floatBelow(value: number): number {
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}
