/** The whole page: what the file is, what is asked of it, and the three panes. */

import { useCallback, useEffect, useReducer } from 'preact/hooks';
import { formatCount } from '../../src/protocol/format';
import { countRows } from '../../src/protocol/row-ranges';
import { ChangedBanner, DamageBanner } from './banners';
import { DetailPane } from './detail-pane';
import { Grid } from './grid';
import { Header } from './header';
import type { Model } from './model';
import { QueryBar } from './query-bar';
import { RowsLine, selectedText } from './rows-line';
import { SchemaPane } from './schema-pane';
import { Splitter } from './splitter';
import { t } from './words';

export function Viewer({ model }: { model: Model }) {
  const [, refresh] = useReducer((count: number, _: null) => count + 1, 0);
  useEffect(() => model.onChange(() => refresh(null)), [model]);
  const { state, store, host, file } = model;
  const fetchDetail = useCallback((record: number) => host.call('detail', { record }), [host]);
  const record = store.peek(state.cursor.row)?.record;
  const selected = countRows(state.selection.rows);
  const focusGrid = (): void => document.getElementById('records-grid')?.focus();
  return (
    <main class="records">
      <Header model={model} record={record} selected={selected} onCopy={model.copy} />
      <QueryBar
        query={state.query}
        error={state.error}
        onEdit={model.edit}
        onRun={query => void model.run(query).then(ran => ran && focusGrid())}
        onGo={number => void model.goTo(number).then(focusGrid)}
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
      <DamageBanner
        damages={store.damages}
        count={store.damageCount}
        onGo={number => void model.goTo(number)}
        onWriteGood={() => void host.call('run', { action: 'goodRecords' })}
      />
      <div class="panes">
        {state.schemaOpen && (
          <>
            <aside class="pane" style={{ width: `${state.schemaWidth}px` }} aria-label={t('Schema')}>
              <SchemaPane
                schema={state.schema}
                reading={state.progress.statistics !== undefined || state.progress.index !== undefined}
                onWhere={where => void model.run({ kind: 'filter', text: where })}
                onReadAll={() => void host.call('readAll', null)}
              />
            </aside>
            <Splitter
              label={t('Width of the schema')}
              size={state.schemaWidth}
              direction={1}
              onSize={schemaWidth => model.update({ schemaWidth })}
            />
          </>
        )}
        <section class="pane rows" aria-label={t('Rows')}>
          <RowsLine model={model} selected={selected} />
          <Grid
            store={store}
            cursor={state.cursor}
            selected={state.selection.rows}
            sort={state.sort}
            reveal={state.reveal}
            onMove={model.move}
            onSelectAll={model.selectAll}
            onCopy={() => model.copy('json')}
            onOpen={() => {
              model.update({ detailOpen: true });
              requestAnimationFrame(() => document.querySelector<HTMLElement>('.detail h2')?.focus());
            }}
            onSort={feature => void model.sortBy(feature)}
          />
        </section>
        {state.detailOpen && (
          <>
            <Splitter
              label={t('Width of the record')}
              size={state.detailWidth}
              direction={-1}
              onSize={detailWidth => model.update({ detailWidth })}
            />
            <div class="pane" style={{ width: `${state.detailWidth}px` }}>
              <DetailPane
                record={record}
                fetch={fetchDetail}
                onStep={model.step}
                selected={selected}
                onCopy={model.copy}
                onClose={() => {
                  model.update({ detailOpen: false });
                  focusGrid();
                }}
              />
            </div>
          </>
        )}
      </div>
      <p class="spoken" aria-live="polite">
        {selected > 0 ? selectedText(selected) : store.complete ? t('{0} records', formatCount(store.count)) : ''}
      </p>
    </main>
  );
}
