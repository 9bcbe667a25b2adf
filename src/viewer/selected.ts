import { clip, eachRow, type RowRanges, rangesOf } from '../common/row-ranges';
import type { NumberedSelection, RecordPlace } from '../export/select-records';
import type { RecordsDataset } from './dataset';

/** Bytes that are rather read over than jumped over. */
const MAX_GAP_BYTES = 4 << 20;
/** So many ranges are spread over so much of a file that it is read through. */
const MAX_RANGES = 20_000;

/** The numbers of the records in some rows of a view, ascending; `list` has the number for each row, without it they are the same. */
export function recordsOfRows(list: number[] | undefined, rows: RowRanges): RowRanges {
  if (!list) return rows;
  const numbers: number[] = [];
  for (const row of eachRow(clip(rows, list.length))) numbers.push(list[row] as number);
  // A sorted view has them in another order.
  return rangesOf(numbers.sort((a, b) => a - b));
}

/** Records by their numbers, with the places to begin at where the index knows them: a few records at the end of a large file are read at once. */
export function numberedSelection({ members }: RecordsDataset, ranges: RowRanges): NumberedSelection {
  const isKnown = members.every(({ index, content }) => index.complete && content.compression === 'none');
  if (!isKnown || ranges.length > 2 * MAX_RANGES) return { kind: 'records', ranges };
  const places: RecordPlace[] = [];
  let before = 0;
  members.forEach(({ index }, member) => {
    const own = ranges.map(edge => Math.max(0, Math.min(index.count, edge - before)));
    let reached = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < own.length; i += 2) {
      const [first, end] = [own[i] as number, own[i + 1] as number];
      if (first === end) continue;
      const { offset, record } = index.mark(first);
      if (offset > reached + MAX_GAP_BYTES) places.push({ member, offset, record: before + record });
      reached = index.mark(end).offset;
    }
    before += index.count;
  });
  return { kind: 'records', ranges, places };
}
