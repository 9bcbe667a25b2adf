/** The whole page: what the file is, what is asked of it, and the three panes. */

import { useEffect, useReducer, useState } from 'preact/hooks';
import { formatCount } from '../../src/common/format';
import { countRows } from '../../src/common/row-ranges';
import type { SchemaView } from '../../src/protocol/records-schema';
import { t } from '../ui/words';
import { ChangedBanner, CorruptionBanner } from './banners';
import { Header } from './header';
import type { Model } from './model';
import { paneLayout } from './pane-layout';
import { focusGrid, Panes } from './panes';
import { QueryBar } from './query-bar';
import { selectionSummary } from './rows-line';

export function Viewer({ model }: { model: Model }) {
  const [, refresh] = useReducer((count: number, _: null) => count + 1, 0);
  useEffect(() => model.onChange(() => refresh(null)), [model]);
  const { state, store, host, file } = model;
  const layout = paneLayout(useWindowWidth(), state);
  const record = store.peek(state.cursor.row)?.record;
  const selected = countRows(state.selection.rows);
  return (
    <main class="records">
      <Header model={model} layout={layout} record={record} selected={selected} onCopy={model.copy} />
      <QueryBar
        query={state.query}
        error={state.error}
        onEdit={model.edit}
        onKind={model.setKind}
        onRun={query => void model.run(query).then(ran => ran && focusGrid())}
        onGo={number => void model.goTo(number).then(focusGrid)}
        example={exampleOf(state.schema)}
        complete={(text, cursor) => host.call('complete', { text, cursor })}
      />
      {state.changed && <ChangedBanner gone={state.changed === 'gone'} onReload={() => void host.call('reload', null)} />}
      {file.notice && <p class="notice notice-error">{file.notice}</p>}
      {file.warnings.map(warning => (
        <p key={warning} class="notice notice-warning">
          {warning}
        </p>
      ))}
      {store.failure && <p class="notice notice-error">{store.failure}</p>}
      {/* What is another kind of file is not a corrupted one. */}
      {!file.notice && (
        <CorruptionBanner
          corruptions={store.corruptions}
          count={store.corruptionCount}
          nothingRead={store.isEmpty && !state.view.query}
          onGo={number => void model.goTo(number)}
          onWriteGood={() => void host.call('run', { action: 'goodRecords' })}
        />
      )}
      <Panes model={model} layout={layout} record={record} selected={selected} />
      <p class="spoken" aria-live="polite">
        {selected > 0 ? selectionSummary(selected) : store.complete ? t('{0} records', formatCount(store.count)) : ''}
      </p>
    </main>
  );
}

/** A filter that the file's own records fit: the most frequent value of the first feature whose values are listed. */
function exampleOf(schema: SchemaView | null): string | undefined {
  return schema?.features.find(({ chart }) => chart?.kind === 'top')?.chart?.bars[0]?.where;
}

/** The width of the page, in pixels. */
function useWindowWidth(): number {
  const [width, setWidth] = useState(window.innerWidth);
  useEffect(() => {
    const measure = (): void => setWidth(window.innerWidth);
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return width;
}
