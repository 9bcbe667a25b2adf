/** What a key does to the cursor and the selection of a grid, as the ARIA practices and the editor's own lists have it. */
import type { Cursor } from './cursor';
import type { Gesture } from './selection';

export interface GridExtent {
  rows: number;
  columns: number;
  /** Rows that a page key moves by. */
  page: number;
}

/** Whether Control is held, or what stands for it on a Mac. */
export const isCommand = ({ ctrlKey, metaKey }: Pick<MouseEvent, 'ctrlKey' | 'metaKey'>): boolean => ctrlKey || metaKey;

/** There, a click with Control is one of the second button. */
const IS_MAC = /^Mac/.test(globalThis.navigator?.platform ?? '');

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const ROW_KEYS = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']);

/** What a key that moves the cursor means for the selection. */
export function keyGesture(event: Key): Gesture {
  const isRow = ROW_KEYS.has(event.key) || (isCommand(event) && (event.key === 'Home' || event.key === 'End'));
  return !isRow ? 'stay' : event.shiftKey ? 'stretch' : 'move';
}

/** Keys that select without moving. */
export function selectionKey(event: Key): 'all' | 'toggle' | 'one' | undefined {
  if (event.key === 'Escape') return 'one';
  if (!isCommand(event)) return undefined;
  if (event.key.toLowerCase() === 'a' && !event.shiftKey) return 'all';
  return event.key === ' ' || (event.key === 'Enter' && event.shiftKey) ? 'toggle' : undefined;
}

/** Which way a key changes the width of the cursor's column: 1 wider, -1 narrower. */
export function widthKey(event: Key): 1 | -1 | undefined {
  if (!event.altKey || isCommand(event) || event.shiftKey) return undefined;
  return event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
}

/** What a button of the mouse on a row means for the selection; the second one opens a menu about what is selected. */
export function clickGesture(event: Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey'>, isSelected: boolean): Gesture {
  if (event.button !== 0 || (IS_MAC && event.ctrlKey)) return isSelected ? 'move' : 'one';
  return event.shiftKey ? 'stretch' : isCommand(event) ? 'toggle' : 'one';
}

/** The cursor after a key; undefined when the key means nothing here. */
export function gridKey(
  { key, ctrlKey, metaKey }: Pick<Key, 'key' | 'ctrlKey' | 'metaKey'>,
  cursor: Cursor,
  extent: GridExtent,
): Cursor | undefined {
  const whole = isCommand({ ctrlKey, metaKey });
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
