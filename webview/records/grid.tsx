/** The grid of records: rows and columns in the document only where they are in sight; the record's number always is. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hasRow, type RowRanges } from '../../src/common/row-ranges';
import type { RowsSort } from '../../src/protocol/records-page';
import { as } from '../ui/aria';
import { t } from '../ui/words';
import { columnsInSight, gridColumns, WIDTH_STEP, withWidth } from './columns';
import type { Cursor } from './cursor';
import { HeadCell } from './grid-head';
import { gridKey, keyGesture, selectionKey, widthKey } from './grid-keys';
import { GridRow } from './grid-row';
import type { RowStore } from './row-store';
import { Scrollbar } from './scrollbar';
import type { Gesture } from './selection';

/** Heights in CSS pixels; records.css has the same. */
export const ROW_HEIGHT = 26;
const HEAD_HEIGHT = 30;
/** Rows beyond the edge that are drawn all the same. */
const ROWS_BEYOND_EDGE = 4;
const NUMBER_WIDTH = 92;

/** What the editor's menu on a row is about; package.json has its entries (webview/context). */
const ROW_MENU_CONTEXT = JSON.stringify({ webviewSection: 'rows', preventDefaultContextMenuItems: true });

export interface GridProps {
  store: RowStore;
  cursor: Cursor;
  /** The rows that are selected; empty where only the cursor's is meant. */
  selected: RowRanges;
  sort: RowsSort | null;
  /** Grows each time something else than the grid itself moves the cursor and wants it seen. */
  reveal: number;
  onMove(cursor: Cursor, gesture: Gesture): void;
  onSelectAll(): void;
  onCopy(): void;
  onOpen(): void;
  onSort(feature: string): void;
  /** What is said where there is no row. */
  nothing: string;
}

export function Grid({ store, cursor, selected, sort, reveal, onMove, onSelectAll, onCopy, onOpen, onSort, nothing }: GridProps) {
  const body = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 800, height: 400 });
  const [top, setTop] = useState(0);
  const [left, setLeft] = useState(0);
  const [widths, setWidths] = useState<{ [name: string]: number }>({});
  /** Grows each time a key has changed a width. */
  const [reshaped, setReshaped] = useState(0);
  const seen = Math.max(ROW_HEIGHT, size.height - HEAD_HEIGHT);
  const total = store.count * ROW_HEIGHT;
  const most = Math.max(0, total - seen);
  const at = Math.min(top, most);

  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Control+A has its meaning here; the editor would have the page's whole text marked besides.
  useEffect(() => {
    const keep = (event: Event): void => {
      if (document.activeElement === body.current) event.preventDefault();
    };
    document.addEventListener('selectstart', keep);
    return () => document.removeEventListener('selectstart', keep);
  }, []);

  const columns = gridColumns(store, widths);
  const show = (row: number, column: number): void => {
    setTop(now =>
      row * ROW_HEIGHT < now ? row * ROW_HEIGHT : row * ROW_HEIGHT + ROW_HEIGHT > now + seen ? row * ROW_HEIGHT + ROW_HEIGHT - seen : now,
    );
    const element = body.current;
    const target = columns[column];
    if (!element || !target) return;
    const room = element.clientWidth - NUMBER_WIDTH;
    if (target.left < element.scrollLeft) element.scrollLeft = target.left;
    else if (target.left + target.width > element.scrollLeft + room) element.scrollLeft = target.left + Math.min(target.width, room) - room;
  };
  // Only a wish from outside scrolls, or a column that has become wider: rows that come must not.
  useEffect(() => show(cursor.row, cursor.column), [reveal, reshaped]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const selects = selectionKey(event);
    if (selects) {
      event.preventDefault();
      if (selects === 'all') onSelectAll();
      else onMove(cursor, selects);
      return;
    }
    const under = columns[cursor.column];
    const wider = widthKey(event);
    if (wider) {
      event.preventDefault();
      // The editor goes back in its history at this key.
      event.stopPropagation();
      if (under) setWidths(withWidth(widths, under.name, under.width + wider * WIDTH_STEP));
      setReshaped(reshaped + 1);
      return;
    }
    if (event.key === 'Enter' && event.shiftKey && under) {
      event.preventDefault();
      onSort(under.name);
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen();
      return;
    }
    const next = gridKey(event, cursor, {
      rows: store.count,
      columns: columns.length,
      page: Math.max(1, Math.floor(seen / ROW_HEIGHT) - 1),
    });
    if (!next) return;
    event.preventDefault();
    onMove(next, keyGesture(event));
    show(next.row, next.column);
  };

  const first = Math.max(0, Math.floor(at / ROW_HEIGHT) - ROWS_BEYOND_EDGE);
  const last = Math.min(store.count, Math.ceil((at + seen) / ROW_HEIGHT) + ROWS_BEYOND_EDGE);
  const inSight = columnsInSight(columns, left, size.width);
  const width = NUMBER_WIDTH + (columns.at(-1)?.left ?? 0) + (columns.at(-1)?.width ?? 0);
  const shown = columns.slice(inSight.first, inSight.last);
  const before = shown[0]?.left ?? 0;

  return (
    <div class="grid-frame">
      <div
        ref={body}
        id="records-grid"
        class="grid"
        data-vscode-context={ROW_MENU_CONTEXT}
        data-selecting={selected.length > 0 || undefined}
        {...as('grid', {
          tabIndex: 0,
          'aria-label': t('Records'),
          'aria-multiselectable': true,
          'aria-keyshortcuts': 'Shift+Enter Alt+ArrowLeft Alt+ArrowRight',
          'aria-rowcount': store.complete ? store.count + 1 : -1,
          'aria-colcount': columns.length + 1,
          'aria-activedescendant': store.count > 0 ? `cell-${cursor.row}-${cursor.column}` : undefined,
          onKeyDown: onKeyDown,
          onCopy: event => {
            event.preventDefault();
            onCopy();
          },
          onScroll: event => setLeft((event.currentTarget as HTMLElement).scrollLeft),
          onWheel: event => {
            if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
            event.preventDefault();
            const step = event.deltaMode === 1 ? ROW_HEIGHT : event.deltaMode === 2 ? seen : 1;
            setTop(Math.max(0, Math.min(most, at + event.deltaY * step)));
          },
        })}
      >
        <div class="grid-row head" {...as('row', { 'aria-rowindex': 1 })} style={{ width: `${width}px` }}>
          <div class="number" {...as('columnheader', { 'aria-colindex': 1 })}>
            {t('Record')}
          </div>
          <div style={{ width: `${before}px` }} class="skipped" />
          {shown.map((column, i) => (
            <HeadCell
              key={column.name}
              column={column}
              index={inSight.first + i}
              sort={sort?.feature === column.name ? sort : null}
              onSort={() => onSort(column.name)}
              onWidth={value => setWidths(withWidth(widths, column.name, value))}
            />
          ))}
        </div>
        <div class="grid-rows" style={{ width: `${width}px`, height: `${Math.min(seen, total)}px` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i).map(index => (
            <GridRow
              key={index}
              index={index}
              y={index * ROW_HEIGHT - at}
              store={store}
              columns={shown}
              firstColumn={inSight.first}
              before={before}
              width={width}
              cursor={cursor}
              isSelected={selected.length === 0 ? cursor.row === index : hasRow(selected, index)}
              onMove={onMove}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
      {store.isEmpty && <p class="quiet no-rows">{nothing}</p>}
      <Scrollbar total={total} seen={seen} top={at} controls="records-grid" onScroll={setTop} />
    </div>
  );
}
