/** The list: what the file is, and its records with a column for each feature. Only what is on the screen is in the document. */
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { formatBytes, formatCount } from '../../src/protocol/format';
import type { RecordCell, RecordsFile } from '../../src/protocol/records-page';
import type { RowStore } from './row-store';

/** Height of a row in CSS pixels; records.css has the same. */
const ROW = 24;
const MARGIN = 8;

export function Records({ file, store }: { file: RecordsFile; store: RowStore }) {
  const [, refresh] = useReducer((count: number, _: null) => count + 1, 0);
  useEffect(() => store.onChange(() => refresh(null)), [store]);
  store.row(0);
  const count = store.complete ? formatCount(store.count) : `${formatCount(Math.max(0, store.count - 100))}+`;
  return (
    <main class="records">
      <header>
        <h1>{file.name}</h1>
        <p class="hint">
          {count} records of {file.payload} · {formatBytes(file.bytes)}
          {file.compression === 'none' ? '' : ` · ${file.compression}`}
        </p>
        {file.notice && <p class="notice notice-error">{file.notice}</p>}
        {store.failure && <p class="notice notice-error">{store.failure}</p>}
        {store.damages.map(damage => (
          <p key={damage.offset} class="notice notice-warning">
            {damage.message}
          </p>
        ))}
      </header>
      <List store={store} />
    </main>
  );
}

function List({ store }: { store: RowStore }) {
  const viewport = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  useEffect(() => {
    const element = viewport.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(top / ROW) - MARGIN);
  const last = Math.min(store.count, Math.ceil((top + height) / ROW) + MARGIN);
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  return (
    <div ref={viewport} class="viewport" onScroll={event => setTop(event.currentTarget.scrollTop)}>
      <table aria-rowcount={store.complete ? store.count + 1 : -1}>
        <thead>
          <tr>
            <th scope="col">Record</th>
            {store.features.map(name => (
              <th key={name} scope="col" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {indices.map(index => (
            <Row key={index} index={index} store={store} />
          ))}
          <Gap rows={store.count - last} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not in the document. */
const Gap = ({ rows }: { rows: number }) => <tr class="gap" style={{ height: `${Math.max(0, rows) * ROW}px` }} />;

function Row({ index, store }: { index: number; store: RowStore }) {
  const row = store.row(index);
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row" title={row ? `offset ${formatCount(row.offset)}, ${formatBytes(row.bytes)}` : ''}>
        {row ? formatCount(row.record) : '…'}
      </th>
      {store.features.map(name => (
        <Cell key={name} cell={row?.cells[name]} />
      ))}
    </tr>
  );
}

function Cell({ cell }: { cell: RecordCell | undefined }) {
  if (!cell) return <td />;
  return (
    <td class={cell.kind} title={cell.text}>
      {cell.length !== 1 && <i>{cell.length}× </i>}
      {cell.text}
    </td>
  );
}
