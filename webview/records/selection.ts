/**
 * Which rows the user has selected. As in the editor's own lists, the cursor is apart from it: arrow keys move the cursor and leave the selection alone, Shift
 * stretches it, Control or Command puts single rows in and out. Where nothing was selected by itself, the cursor's row counts as the one that is meant.
 */
import { type RowRanges, rowsBetween, toggle, unite } from '../../src/common/row-ranges';

export interface RowSelection {
  /** Empty: the cursor's row alone. */
  rows: RowRanges;
  /** Where stretching begins, and what was selected besides when it began. */
  anchor: number;
  base: RowRanges;
}

/**
 * What a key or a click means for the selection: `one` gives it up, `move` leaves it and goes on elsewhere, `stretch` reaches from the anchor to the new row,
 * `toggle` puts the new row in or out, `stay` is a move within the row.
 */
export type Gesture = 'one' | 'move' | 'stretch' | 'toggle' | 'stay';

export const NOTHING_SELECTED: RowSelection = { rows: [], anchor: 0, base: [] };

/** The selection when the cursor has gone from one row to another by a gesture. */
export function selectionAfter(selection: RowSelection, gesture: Gesture, from: number, to: number): RowSelection {
  const { rows, base } = selection;
  switch (gesture) {
    case 'one':
      return { rows: [], anchor: to, base: [] };
    case 'move':
      return { rows, anchor: to, base: rows };
    case 'stay':
      return selection;
    case 'toggle': {
      const next = rows.length === 0 ? unite(rowsBetween(from, from), rowsBetween(to, to)) : toggle(rows, rowsBetween(to, to));
      return { rows: next, anchor: to, base: next };
    }
    case 'stretch': {
      const anchor = rows.length === 0 ? from : selection.anchor;
      const next = unite(base, rowsBetween(anchor, to));
      // Stretched back to where it began.
      const isOne = base.length === 0 && anchor === to;
      return { rows: isOne ? [] : next, anchor, base };
    }
  }
}

/** All of so many rows; stretching from here begins at the cursor anew. */
export const allSelected = (count: number, cursor: number): RowSelection =>
  count < 2 ? NOTHING_SELECTED : { rows: [0, count], anchor: cursor, base: [] };
