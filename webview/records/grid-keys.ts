/** What a key does to the cursor of a grid, as the ARIA practices have it. */
import type { Cursor } from './grid';

export interface GridExtent {
  rows: number;
  columns: number;
  /** Rows that a page key moves by. */
  page: number;
}

/** The cursor after a key; undefined when the key means nothing here. */
export function gridKey(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  cursor: Cursor,
  extent: GridExtent,
): Cursor | undefined {
  const whole = ctrlKey || metaKey;
  const row = (to: number): Cursor => ({ ...cursor, row: Math.max(0, Math.min(extent.rows - 1, to)) });
  const column = (to: number): Cursor => ({ ...cursor, column: Math.max(-1, Math.min(extent.columns - 1, to)) });
  switch (key) {
    case 'ArrowDown':
      return row(whole ? extent.rows - 1 : cursor.row + 1);
    case 'ArrowUp':
      return row(whole ? 0 : cursor.row - 1);
    case 'PageDown':
      return row(cursor.row + extent.page);
    case 'PageUp':
      return row(cursor.row - extent.page);
    case 'ArrowRight':
      return column(cursor.column + 1);
    case 'ArrowLeft':
      return column(cursor.column - 1);
    case 'Home':
      return whole ? { row: 0, column: -1 } : column(-1);
    case 'End':
      return whole ? { ...row(extent.rows - 1), column: extent.columns - 1 } : column(extent.columns - 1);
    default:
      return undefined;
  }
}
