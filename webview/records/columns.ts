/** Columns of the grid: how wide each is, and which of them are in sight. */
import type { RowStore } from './row-store';

export interface GridColumn {
  name: string;
  width: number;
  /** Distance of its left edge from the first column's. */
  left: number;
  /** Whether each cell has one number: these stand under each other digit by digit. */
  figures: boolean;
}

/** A column cannot be made narrower than this, in pixels. */
const MIN_COLUMN_WIDTH = 40;
/** How much a key makes a column wider. */
export const WIDTH_STEP = 16;
const LETTER_WIDTH = 7.3;
/** Of names, which are bold. */
const NAME_LETTER_WIDTH = 8.6;
/** More of a name is not worth the room. */
const MAX_NAME_LETTERS = 20;
const COLUMN_PADDING = 26;
const MIN_INITIAL_WIDTH = 64;
const MAX_INITIAL_WIDTH = 280;
/** A list is cut sooner than a text: its first values tell what it is. */
const MAX_INITIAL_LIST_WIDTH = 210;
const MEASURED_ROWS = 40;
/** Columns beyond the edge that are drawn all the same, in pixels. */
const PIXELS_BEYOND_EDGE = 200;

/** The columns of a store's features, as wide as the first rows and the names need, unless the user has set a width. */
export function gridColumns(store: RowStore, widths: { [name: string]: number }): GridColumn[] {
  let left = 0;
  return store.features.map(name => {
    const { width, figures } = natural(store, name);
    const column = { name, width: widths[name] ?? width, left, figures };
    left += column.width;
    return column;
  });
}

function natural(store: RowStore, name: string): { width: number; figures: boolean } {
  let letters = 0;
  let figures = true;
  let image = false;
  let list = false;
  for (let index = 0; index < Math.min(MEASURED_ROWS, store.count); index++) {
    const cell = store.peek(index)?.cells[name];
    if (!cell) continue;
    image ||= cell.image !== undefined;
    list ||= cell.length > 1;
    figures &&= cell.kind !== 'bytes' && cell.length <= 1;
    letters = Math.max(letters, cell.text.length + (cell.length === 1 ? 0 : String(cell.length).length + 3));
  }
  const content = Math.min(list ? MAX_INITIAL_LIST_WIDTH : MAX_INITIAL_WIDTH, letters * LETTER_WIDTH + COLUMN_PADDING + (image ? 28 : 0));
  const head = Math.min(MAX_NAME_LETTERS, name.length) * NAME_LETTER_WIDTH + COLUMN_PADDING;
  return { width: Math.round(Math.max(MIN_INITIAL_WIDTH, content, head)), figures: figures && letters > 0 };
}

/** The widths that the user has set, after one more. */
export const withWidth = (widths: { [name: string]: number }, name: string, width: number): { [name: string]: number } => ({
  ...widths,
  [name]: Math.max(MIN_COLUMN_WIDTH, width),
});

/** Columns between two places, with a margin: indices [first, last). */
export function columnsInSight(columns: GridColumn[], left: number, width: number): { first: number; last: number } {
  const first = columns.findIndex(column => column.left + column.width > left - PIXELS_BEYOND_EDGE);
  if (first < 0) return { first: 0, last: 0 };
  const beyond = columns.findIndex(column => column.left > left + width + PIXELS_BEYOND_EDGE);
  return { first, last: beyond < 0 ? columns.length : beyond };
}
