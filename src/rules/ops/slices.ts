import type { Dim } from '../../tensor/shape';
import { asInt } from '../../values/read';
import type { SliceValue, Value } from '../../values/value';

/** A bound of a slice: null for None, undefined where it is not known. */
const bound = (value: Value): number | null | undefined => (value.kind === 'none' ? null : asInt(value));

/** First index, step and number of indices that a slice takes from an axis of this size (Python's `slice.indices`); undefined where a bound is not known. */
function extent(slice: SliceValue, size: number): { from: number; by: number; count: number } | undefined {
  const [start, stop, step] = [bound(slice.start), bound(slice.stop), bound(slice.step)];
  if (start === undefined || stop === undefined || step === undefined || step === 0) return undefined;
  const by = step ?? 1;
  const [low, high] = by > 0 ? [0, size] : [-1, size - 1];
  const clamp = (value: number) => Math.min(high, Math.max(low, value < 0 ? value + size : value));
  const from = start === null ? (by > 0 ? low : high) : clamp(start);
  const to = stop === null ? (by > 0 ? high : low) : clamp(stop);
  return { from, by, count: Math.max(0, Math.ceil((to - from) / by)) };
}

/** The indices that a slice takes from an axis; undefined where they are not known, or too many to be listed. */
export function sliceBounds(slice: SliceValue, size: number): number[] | undefined {
  const taken = extent(slice, size);
  if (taken === undefined || taken.count > 4096) return undefined;
  return Array.from({ length: taken.count }, (_, index) => taken.from + index * taken.by);
}

/** How many indices a slice takes. */
export const sliceLength = (slice: SliceValue, size: Dim): Dim =>
  windowLength(slice, size) ?? (size === null ? null : (extent(slice, size)?.count ?? null));

/**
 * How many indices lie between two numbers that follow from the same one: `x[i:i + 20]`. Of an axis of unknown size the program takes windows that
 * lie in it, as windows of different lengths make no array.
 */
function windowLength({ start, stop, step }: SliceValue, size: Dim): Dim {
  const [from, to] = [start, stop].map(value => (value.kind === 'unknown' ? value.integer : undefined));
  const by = step.kind === 'none' ? 1 : asInt(step);
  if (!from || !to || from.of !== to.of || from.times !== to.times || by === undefined || by < 1) return null;
  const inside = from.low >= 0 && to.plus >= from.plus && (size === null || to.high <= size);
  return inside ? Math.ceil((to.plus - from.plus) / by) : null;
}
