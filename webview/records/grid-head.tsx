import { useRef } from 'preact/hooks';
import type { RowsSort } from '../../src/protocol/records-page';
import { as } from '../ui/aria';
import { t } from '../ui/words';
import type { GridColumn } from './columns';
import { FeatureName } from './feature-name';

export interface HeadCellProps {
  column: GridColumn;
  index: number;
  sort: RowsSort | null;
  onSort(): void;
  onWidth(width: number): void;
}

/** The head of a column: its name, which sorts, and the grip for its width. */
export function HeadCell({ column, index, sort, onSort, onWidth }: HeadCellProps) {
  const from = useRef<number | null>(null);
  return (
    <div
      class={column.figures ? 'cell figure' : 'cell'}
      {...as('columnheader', { 'aria-colindex': index + 2, 'aria-sort': sort ? (sort.descending ? 'descending' : 'ascending') : 'none' })}
      style={{ width: `${column.width}px` }}
    >
      <button
        type="button"
        class="head-name"
        tabIndex={-1}
        title={t('{0} — click to sort, or press Shift+Enter in the column', column.name)}
        onClick={onSort}
      >
        <FeatureName name={column.name} />
        {sort && <span aria-hidden="true">{sort.descending ? '▾' : '▴'}</span>}
      </button>
      <div
        class="grip"
        title={t('Drag to resize the column, or press Alt+Left or Alt+Right in it')}
        onPointerDown={event => {
          from.current = event.clientX - column.width;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={event => from.current !== null && onWidth(event.clientX - from.current)}
        onPointerUp={() => {
          from.current = null;
        }}
      />
    </div>
  );
}
