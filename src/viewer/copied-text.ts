import { clip, countRows, eachRow, type RowRanges } from '../common/row-ranges';
import type { CopyFormat } from '../protocol/records-page';
import type { RecordsDataset } from './dataset';
import { recordLine, recordsText } from './record-text';
import { eachListed } from './rows';

/** What the clipboard gets at most: records, and characters of text. What takes more is better written to a file. */
export const MAX_COPIED_RECORDS = 10_000;
export const MAX_COPIED_CHARACTERS = 16 << 20;

/** Rows as text, or why there is none: too many of them, or too long a text. */
export type SelectedText = { kind: 'text'; text: string; records: number; corrupted: number } | { kind: 'many' } | { kind: 'long' };

/** The records of some rows as one text, in the order of the view; `list` has the number of each row's record, without it they are the same. */
export async function selectedText(
  dataset: RecordsDataset,
  list: number[] | undefined,
  rows: RowRanges,
  format: CopyFormat,
): Promise<SelectedText> {
  const known = clip(rows, list?.length ?? (dataset.complete ? dataset.count : Number.MAX_SAFE_INTEGER));
  if (countRows(known) > MAX_COPIED_RECORDS) return { kind: 'many' };
  const records = Array.from(eachRow(known), row => (list ? (list[row] as number) : row));
  const lines: string[] = [];
  let length = 0;
  let corrupted = 0;
  for await (const read of eachListed(dataset, records)) {
    if (!('bytes' in read)) {
      corrupted++;
      continue;
    }
    const line = recordLine(format, read.record, read.bytes);
    length += line.length;
    if (length > MAX_COPIED_CHARACTERS) return { kind: 'long' };
    lines.push(line);
  }
  return { kind: 'text', text: recordsText(format, lines), records: lines.length, corrupted };
}
