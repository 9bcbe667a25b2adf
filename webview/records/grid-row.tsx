import { formatBytes, formatCount } from '../../src/common/format';
import type { RecordCell } from '../../src/protocol/records-page';
import { as } from '../ui/aria';
import { t } from '../ui/words';
import { useBlobUrl } from './blob-url';
import type { GridColumn } from './columns';
import type { Cursor } from './cursor';
import { clickGesture } from './grid-keys';
import type { RowStore } from './row-store';
import type { Gesture } from './selection';

export interface RowProps {
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

/** A row of the grid: the number of its record, and the columns that are in sight. */
export function GridRow({ index, y, store, columns, firstColumn, before, width, cursor, isSelected, onMove, onOpen }: RowProps) {
  const row = store.row(index);
  const chosen = cursor.row === index;
  const lost = row && !row.corruption ? store.corruptions.find(({ record }) => record === row.record) : undefined;
  const mark = (column: number): string => (chosen && cursor.column === column ? ' active' : '');
  const pick = (column: number) => (event: PointerEvent) => onMove({ row: index, column }, clickGesture(event, isSelected));
  return (
    <div
      class={`grid-row${chosen ? ' chosen' : ''}${isSelected ? ' selected' : ''}${row?.corruption ? ' corrupted' : ''}${lost ? ' after-corruption' : ''}`}
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
      {row?.corruption ? (
        <div class="cell corruption" {...as('gridcell')} title={row.corruption} onPointerDown={pick(cursor.column)}>
          {row.corruption}
        </div>
      ) : (
        <>
          <div style={{ width: `${before}px` }} class="skipped" />
          {columns.map((column, i) => (
            <div
              key={column.name}
              id={`cell-${index}-${firstColumn + i}`}
              class={`cell${column.figures ? ' figure' : ''}${mark(firstColumn + i)}`}
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
