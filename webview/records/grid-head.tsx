import { useRef } from 'preact/hooks';
import { as } from './aria';
import type { GridColumn } from './columns';
import type { Sort } from './cursor';
import { t } from './words';

export interface HeadCellProps {
  column: GridColumn;
  index: number;
  sort: Sort | null;
  onSort(): void;
  onWidth(width: number): void;
}

/** The head of a column: its name, which sorts, and the grip for its width. */
export function HeadCell({ column, index, sort, onSort, onWidth }: HeadCellProps) {
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
