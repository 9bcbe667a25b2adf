import { useMemo, useRef, useState } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import { scrollable } from '../ui/aria';
import { t } from '../ui/words';
import { type Cells, nextOrder, type Order, rowsInSight, shownRows } from './table-rows';

export interface LongTableColumn<Row> extends Cells<Row> {
  readonly title: string;
  readonly isCode?: boolean;
  /** How wide it is beside the others; 1 where it is not said. */
  readonly share?: number;
}

interface TableProps<Row> {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly LongTableColumn<Row>[];
  /** Rows that the user should notice. */
  isMarked?(row: Row): boolean;
}

/** Height of a row in CSS pixels; table.css has the same. */
const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 28;
/** Rows that are seen at a time. */
const MOST_ROWS = 16;
/** Tables of more rows can be filtered. */
const ROWS_WITHOUT_FILTER = 8;

/** A table of any number of rows under its title: sorted by its heads, filtered by words, and only what is in sight is in the document. */
export function LongTable<Row>({ id, title, rows, columns, isMarked }: TableProps<Row>) {
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<Order | null>(null);
  const [top, setTop] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => shownRows(rows, columns, filter, order), [rows, columns.length, filter, order]);
  const seen = Math.min(MOST_ROWS, Math.max(1, shown.length)) * ROW_HEIGHT;
  const { first, last } = rowsInSight(shown.length, ROW_HEIGHT, top, seen);
  const shares = columns.reduce((sum, { share = 1 }) => sum + share, 0);
  const restart = (): void => {
    setTop(0);
    if (body.current) body.current.scrollTop = 0;
  };
  return (
    <section aria-labelledby={id}>
      <div class="table-title">
        <h2 id={id}>
          {title} <span class="count">{formatCount(rows.length)}</span>
        </h2>
        {rows.length > ROWS_WITHOUT_FILTER && (
          <input
            class="filter"
            type="search"
            value={filter}
            placeholder={t('Filter')}
            aria-label={t('Filter: {0}', title)}
            onInput={event => {
              setFilter(event.currentTarget.value);
              restart();
            }}
          />
        )}
        <span class="quiet" role="status">
          {filter.trim() !== '' && t('{0} of {1}', formatCount(shown.length), formatCount(rows.length))}
        </span>
      </div>
      <div
        ref={body}
        class="table-body"
        {...scrollable}
        style={{ maxHeight: `${seen + HEAD_HEIGHT + 2}px` }}
        onScroll={event => setTop(event.currentTarget.scrollTop)}
      >
        <table aria-labelledby={id} aria-rowcount={shown.length + 1}>
          <colgroup>
            {columns.map(({ title: name, share = 1 }) => (
              <col key={name} style={{ width: `${(100 * share) / shares}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column, index) => (
                <Head
                  key={column.title}
                  column={column}
                  order={order?.column === index ? order : null}
                  onSort={() => {
                    setOrder(nextOrder(order, index, column.figure !== undefined));
                    restart();
                  }}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap rows={first} />
            {shown.slice(first, last).map((row, index) => (
              <tr key={first + index} aria-rowindex={first + index + 2} class={isMarked?.(row) ? 'marked' : undefined}>
                {columns.map((column, at) => (
                  <Cell key={column.title} column={column} row={row} isName={at === 0} />
                ))}
              </tr>
            ))}
            <Gap rows={shown.length - last} />
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Head<Row>({ column, order, onSort }: { column: LongTableColumn<Row>; order: Order | null; onSort(): void }) {
  return (
    <th
      scope="col"
      class={column.figure ? 'figure' : undefined}
      aria-sort={order === null ? 'none' : order.isDescending ? 'descending' : 'ascending'}
    >
      <button type="button" class="head" title={t('Sort by {0}', column.title)} onClick={onSort}>
        {column.title}
        <span aria-hidden="true">{order === null ? '' : order.isDescending ? ' ↓' : ' ↑'}</span>
      </button>
    </th>
  );
}

function Cell<Row>({ column, row, isName }: { column: LongTableColumn<Row>; row: Row; isName: boolean }) {
  const text = column.text(row);
  const kind = [column.figure && 'figure', column.isCode && 'mono'].filter(Boolean).join(' ') || undefined;
  return isName ? (
    <th scope="row" class={kind} title={text}>
      {text}
    </th>
  ) : (
    <td class={kind} title={text}>
      {text}
    </td>
  );
}

/** The room of rows that are not in the document. */
const Gap = ({ rows }: { rows: number }) => (rows > 0 ? <tr style={{ height: `${rows * ROW_HEIGHT}px` }} /> : null);
