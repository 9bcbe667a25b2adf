/** The grid of records: rows and columns in the document only where they are in sight; the record's number always is. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatBytes, formatCount } from '../../src/protocol/format';
import type { RecordCell } from '../../src/protocol/records-page';
import { hasRow, type RowRanges } from '../../src/protocol/row-ranges';
import { as } from './aria';
import { useBlobUrl } from './blob-url';
import { columnsInSight, type GridColumn, gridColumns } from './columns';
import { clickGesture, gridKey, keyGesture, selectionKey } from './grid-keys';
import type { RowStore } from './row-store';
import { Scrollbar } from './scrollbar';
import type { Gesture } from './selection';
import { t } from './words';

/** Heights in CSS pixels; records.css has the same. */
export const ROW = 26;
const HEAD = 30;
/** Rows beyond the edge that are drawn all the same. */
const MARGIN = 4;
const NUMBER = 92;

export interface Sort {
  feature: string;
  descending: boolean;
}

/** Where the person is: a row of the view, and a column (-1 is the record's number). */
export interface Cursor {
  row: number;
  column: number;
}

export interface GridProps {
  store: RowStore;
  cursor: Cursor;
  /** The rows that are selected; empty where only the cursor's is meant. */
  selected: RowRanges;
  sort: Sort | null;
  /** Grows each time something else than the grid itself moves the cursor and wants it seen. */
  reveal: number;
  onMove(cursor: Cursor, gesture: Gesture): void;
  onSelectAll(): void;
  onCopy(): void;
  onOpen(): void;
  onSort(feature: string): void;
}

export function Grid({ store, cursor, selected, sort, reveal, onMove, onSelectAll, onCopy, onOpen, onSort }: GridProps) {
  const body = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 800, height: 400 });
  const [top, setTop] = useState(0);
  const [left, setLeft] = useState(0);
  const [widths, setWidths] = useState<{ [name: string]: number }>({});
  const seen = Math.max(ROW, size.height - HEAD);
  const total = store.count * ROW;
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
    setTop(now => (row * ROW < now ? row * ROW : row * ROW + ROW > now + seen ? row * ROW + ROW - seen : now));
    const element = body.current;
    const target = columns[column];
    if (!element || !target) return;
    const room = element.clientWidth - NUMBER;
    if (target.left < element.scrollLeft) element.scrollLeft = target.left;
    else if (target.left + target.width > element.scrollLeft + room) element.scrollLeft = target.left + Math.min(target.width, room) - room;
  };
  // Only a wish from outside scrolls: rows that come must not.
  useEffect(() => show(cursor.row, cursor.column), [reveal]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const selects = selectionKey(event);
    if (selects) {
      event.preventDefault();
      if (selects === 'all') onSelectAll();
      else onMove(cursor, selects);
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen();
      return;
    }
    const next = gridKey(event, cursor, { rows: store.count, columns: columns.length, page: Math.max(1, Math.floor(seen / ROW) - 1) });
    if (!next) return;
    event.preventDefault();
    onMove(next, keyGesture(event));
    show(next.row, next.column);
  };

  const first = Math.max(0, Math.floor(at / ROW) - MARGIN);
  const last = Math.min(store.count, Math.ceil((at + seen) / ROW) + MARGIN);
  const inSight = columnsInSight(columns, left, size.width);
  const width = NUMBER + (columns.at(-1)?.left ?? 0) + (columns.at(-1)?.width ?? 0);
  const shown = columns.slice(inSight.first, inSight.last);
  const before = shown[0]?.left ?? 0;

  return (
    <div class="grid-frame">
      <div
        ref={body}
        id="records-grid"
        class="grid"
        data-selecting={selected.length > 0 || undefined}
        {...as('grid', {
          tabIndex: 0,
          'aria-label': t('Records'),
          'aria-multiselectable': true,
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
            const step = event.deltaMode === 1 ? ROW : event.deltaMode === 2 ? seen : 1;
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
              onWidth={value => setWidths({ ...widths, [column.name]: value })}
            />
          ))}
        </div>
        <div class="grid-rows" style={{ width: `${width}px`, height: `${Math.min(seen, total)}px` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i).map(index => (
            <Row
              key={index}
              index={index}
              y={index * ROW - at}
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
      <Scrollbar total={total} seen={seen} top={at} controls="records-grid" onScroll={setTop} />
    </div>
  );
}

interface HeadCellProps {
  column: GridColumn;
  index: number;
  sort: Sort | null;
  onSort(): void;
  onWidth(width: number): void;
}

function HeadCell({ column, index, sort, onSort, onWidth }: HeadCellProps) {
  const from = useRef<number | null>(null);
  return (
    <div
      class="cell"
      {...as('columnheader', { 'aria-colindex': index + 2, 'aria-sort': sort ? (sort.descending ? 'descending' : 'ascending') : 'none' })}
      style={{ width: `${column.width}px` }}
    >
      <button type="button" class="head-name" tabIndex={-1} title={t('{0} — click to sort', column.name)} onClick={onSort}>
        <span>{shortName(column.name)}</span>
        {sort && <span aria-hidden="true">{sort.descending ? '▾' : '▴'}</span>}
      </button>
      <div
        class="grip"
        onPointerDown={event => {
          from.current = event.clientX - column.width;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={event => from.current !== null && onWidth(Math.max(40, event.clientX - from.current))}
        onPointerUp={() => {
          from.current = null;
        }}
      />
    </div>
  );
}

/** A path's last parts, where the whole would not fit; the title has it. */
function shortName(name: string): string {
  const parts = name.split('/');
  return name.length > 18 && parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : name;
}

interface RowProps {
  index: number;
  y: number;
  store: RowStore;
  columns: GridColumn[];
  firstColumn: number;
  before: number;
  width: number;
  cursor: Cursor;
  isSelected: boolean;
  onMove(cursor: Cursor, gesture: Gesture): void;
  onOpen(): void;
}

function Row({ index, y, store, columns, firstColumn, before, width, cursor, isSelected, onMove, onOpen }: RowProps) {
  const row = store.row(index);
  const chosen = cursor.row === index;
  const lost = row && !row.damage ? store.damages.find(({ record }) => record === row.record) : undefined;
  const mark = (column: number): string => (chosen && cursor.column === column ? ' active' : '');
  const pick = (column: number) => (event: PointerEvent) => onMove({ row: index, column }, clickGesture(event, isSelected));
  return (
    <div
      class={`grid-row${chosen ? ' chosen' : ''}${isSelected ? ' selected' : ''}${row?.damage ? ' damaged' : ''}${lost ? ' after-damage' : ''}`}
      {...as('row', { 'aria-rowindex': index + 2, 'aria-selected': isSelected, onDblClick: onOpen })}
      style={{ width: `${width}px`, transform: `translateY(${y}px)` }}
    >
      <div
        id={`cell-${index}--1`}
        class={`number${mark(-1)}`}
        {...as('rowheader', { 'aria-colindex': 1 })}
        title={lost?.message ?? (row ? t('offset {0}, {1}', formatCount(row.offset), formatBytes(row.bytes)) : '')}
        onPointerDown={pick(-1)}
      >
        {row ? formatCount(row.record) : '…'}
      </div>
      {row?.damage ? (
        <div class="cell damage" {...as('gridcell')} title={row.damage} onPointerDown={pick(cursor.column)}>
          {row.damage}
        </div>
      ) : (
        <>
          <div style={{ width: `${before}px` }} class="skipped" />
          {columns.map((column, i) => (
            <div
              key={column.name}
              id={`cell-${index}-${firstColumn + i}`}
              class={`cell${mark(firstColumn + i)}`}
              {...as('gridcell', { 'aria-colindex': firstColumn + i + 2 })}
              style={{ width: `${column.width}px` }}
              onPointerDown={pick(firstColumn + i)}
            >
              {row && <Cell cell={row.cells[column.name]} />}
            </div>
          ))}
        </>
      )}
    </div>
  );
}

function Cell({ cell }: { cell: RecordCell | undefined }) {
  if (!cell) return <span class="missing">{t('missing')}</span>;
  if (cell.length === 0) return <span class="missing">{t('empty')}</span>;
  return (
    <span class={cell.kind} title={cell.text}>
      {cell.image && <Thumbnail image={cell.image} />}
      {cell.length !== 1 && <i>{formatCount(cell.length)}× </i>}
      {cell.text}
    </span>
  );
}

function Thumbnail({ image }: { image: NonNullable<RecordCell['image']> }) {
  const url = useBlobUrl(image.bytes, image.mime);
  return <img class="thumbnail" src={url} alt="" />;
}
