/** Which rows of a long table are shown: those that match, in order, and of these the ones in sight. */

/** How rows are sorted; by default as the file has them. */
export interface Order {
  readonly column: number;
  readonly isDescending: boolean;
}

/** What is written in a column, and what it is sorted by where that is a number. */
export interface Cells<Row> {
  text(row: Row): string;
  figure?(row: Row): number;
}

/** Rows that have every word in one of their cells, sorted. */
export function shownRows<Row>(rows: readonly Row[], columns: readonly Cells<Row>[], filter: string, order: Order | null): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const matching =
    words.length === 0
      ? rows
      : rows.filter(row => words.every(word => columns.some(column => column.text(row).toLowerCase().includes(word))));
  const column = order && columns[order.column];
  if (!order || !column) return matching;
  const compare = column.figure
    ? (a: Row, b: Row) => (column.figure?.(a) ?? 0) - (column.figure?.(b) ?? 0)
    : (a: Row, b: Row) => column.text(a).localeCompare(column.text(b), 'en', { numeric: true });
  return [...matching].sort((a, b) => (order.isDescending ? -compare(a, b) : compare(a, b)));
}

/** The order after a press on a column's head: up, down, as in the file. Figures start with the largest. */
export function nextOrder(order: Order | null, column: number, isFigure: boolean): Order | null {
  if (order?.column !== column) return { column, isDescending: isFigure };
  return order.isDescending === isFigure ? { column, isDescending: !isFigure } : null;
}

/** Rows beyond the edge that are drawn all the same. */
const ROWS_BEYOND_EDGE = 6;

/** First row in sight and the one behind the last, of a body of which `seen` pixels are seen from `top` on. */
export function rowsInSight(count: number, rowHeight: number, top: number, seen: number): { first: number; last: number } {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - ROWS_BEYOND_EDGE);
  return { first, last: Math.min(count, Math.ceil((top + seen) / rowHeight) + ROWS_BEYOND_EDGE) };
}
