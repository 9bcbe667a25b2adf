import { type RowRanges, rowsBetween, unite } from '../common/row-ranges';

/** The numbers that a text such as "0-99, 250" names; those of `count` or more are left out. Undefined when it is no such text. */
export function parseRanges(text: string, count = Number.MAX_SAFE_INTEGER): RowRanges | undefined {
  let ranges: RowRanges = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*$/.exec(part);
    if (!match) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (last < first) return undefined;
    if (first < count) ranges = unite(ranges, rowsBetween(first, Math.min(last, count - 1)));
  }
  return ranges;
}
