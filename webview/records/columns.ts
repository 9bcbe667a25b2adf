/** Columns of the grid: how wide each is, and which of them are in sight. */
import type { RowStore } from './row-store';

export interface GridColumn {
  name: string;
  width: number;
  /** Distance of its left edge from the first column's. */
  left: number;
}

const LETTER = 7.3;
const PADDING = 26;
const NARROWEST = 64;
const WIDEST = 280;
/** A list is cut sooner than a text: its first values tell what it is. */
const WIDEST_LIST = 210;
const ROWS_SEEN = 40;
/** Columns beyond the edge that are drawn all the same, in pixels. */
const MARGIN = 200;

/** The columns of a store's features, as wide as the first rows and the names need, unless a person has set a width. */
export function gridColumns(store: RowStore, widths: { [name: string]: number }): GridColumn[] {
  let left = 0;
  return store.features.map(name => {
    const width = widths[name] ?? naturalWidth(store, name);
    const column = { name, width, left };
    left += width;
    return column;
  });
}

function naturalWidth(store: RowStore, name: string): number {
  let letters = Math.min(20, name.length);
  let image = false;
  let list = false;
  for (let index = 0; index < Math.min(ROWS_SEEN, store.count); index++) {
    const cell = store.peek(index)?.cells[name];
    if (!cell) continue;
    image ||= cell.image !== undefined;
    list ||= cell.length > 1;
    letters = Math.max(letters, cell.text.length + (cell.length === 1 ? 0 : String(cell.length).length + 3));
  }
  return Math.round(Math.max(NARROWEST, Math.min(list ? WIDEST_LIST : WIDEST, letters * LETTER + PADDING + (image ? 28 : 0))));
}

/** Columns between two places, with a margin: indices [first, last). */
export function columnsInSight(columns: GridColumn[], left: number, width: number): { first: number; last: number } {
  const first = columns.findIndex(column => column.left + column.width > left - MARGIN);
  if (first < 0) return { first: 0, last: 0 };
  const beyond = columns.findIndex(column => column.left > left + width + MARGIN);
  return { first, last: beyond < 0 ? columns.length : beyond };
}
