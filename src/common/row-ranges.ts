/**
 * Rows as ranges: of each in turn its first row and the one behind its last; ascending, and apart from each other. `[2, 5, 9, 10]` are the rows 2, 3, 4 and 9.
 * Ten million rows that follow each other are two numbers.
 */
export type RowRanges = readonly number[];

/** The rows from one to another, whichever comes first, both included. */
export const rowsBetween = (one: number, other: number): RowRanges => [Math.min(one, other), Math.max(one, other) + 1];

/** How many rows they are. */
export function countRows(rows: RowRanges): number {
  let count = 0;
  for (let i = 0; i < rows.length; i += 2) count += (rows[i + 1] as number) - (rows[i] as number);
  return count;
}

/** Whether a row is among them. */
export function hasRow(rows: RowRanges, row: number): boolean {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as number) <= row) low = middle + 1;
    else high = middle;
  }
  // Behind a first row, and not yet behind that range's last.
  return low % 2 === 1;
}

/** Rows of either. */
export const unite = (a: RowRanges, b: RowRanges): RowRanges => combine(a, b, (inA, inB) => inA || inB);

/** Rows of one or the other, but not of both. */
export const toggle = (a: RowRanges, b: RowRanges): RowRanges => combine(a, b, (inA, inB) => inA !== inB);

/** Those of the first `count` rows. */
export const clip = (rows: RowRanges, count: number): RowRanges => combine(rows, count > 0 ? [0, count] : [], (inA, inB) => inA && inB);

/** The ranges of numbers that ascend, each once. */
export function rangesOf(numbers: Iterable<number>): RowRanges {
  const ranges: number[] = [];
  for (const number of numbers) {
    if (ranges.at(-1) === number) ranges[ranges.length - 1] = number + 1;
    else ranges.push(number, number + 1);
  }
  return ranges;
}

/** Each row, in order. */
export function* eachRow(rows: RowRanges): Generator<number> {
  for (let i = 0; i < rows.length; i += 2) for (let row = rows[i] as number; row < (rows[i + 1] as number); row++) yield row;
}

/** Sweeps over the edges of both: where what `keeps` says of the rows changes, the result has an edge. */
function combine(a: RowRanges, b: RowRanges, keeps: (inA: boolean, inB: boolean) => boolean): RowRanges {
  const edges: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    if (a[i] === at) i++;
    if (b[j] === at) j++;
    if (keeps(i % 2 === 1, j % 2 === 1) !== (edges.length % 2 === 1)) edges.push(at);
  }
  return edges;
}
