/** A cell by its indices; row -1 is the head. */
export interface CellIndex {
  readonly row: number;
  readonly column: number;
}

/** Rows that Page Up and Page Down go over. */
const PAGE_ROWS = 10;

/** Where a key leads from a cell; undefined for any other key. Nothing leads out of the table. */
export function movedBy(
  key: string,
  { row, column }: CellIndex,
  size: { rows: number; columns: number },
  withControl = false,
): CellIndex | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const moved: { [key: string]: CellIndex | undefined } = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: Math.max(0, row - PAGE_ROWS), column },
    PageDown: { row: row + PAGE_ROWS, column },
    Home: { row: withControl ? 0 : row, column: 0 },
    End: { row: withControl ? last.row : row, column: last.column },
  };
  const to = Object.hasOwn(moved, key) ? moved[key] : undefined;
  return to && { row: within(to.row, -1, last.row), column: within(to.column, 0, last.column) };
}

const within = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max);
