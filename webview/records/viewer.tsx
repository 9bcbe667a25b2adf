/** The whole page: what the file is, what is asked of it, and the three panes. */

import { useCallback, useEffect, useReducer, useState } from 'preact/hooks';
import { formatCount } from '../../src/protocol/format';
import type { RecordsQuery } from '../../src/protocol/records-page';
import type { SchemaView } from '../../src/protocol/records-schema';
import { countRows } from '../../src/protocol/row-ranges';
import { ChangedBanner, DamageBanner } from './banners';
import { DetailPane } from './detail-pane';
import { Grid } from './grid';
import { Header } from './header';
import type { Model } from './model';
import { openPane, paneLayout, togglePane } from './pane-layout';
import { QueryBar } from './query-bar';
import { RowsLine, selectedText } from './rows-line';
import { SchemaPane } from './schema-pane';
import { Splitter } from './splitter';
import { t } from './words';

export function Viewer({ model }: { model: Model }) {
  const [, refresh] = useReducer((count: number, _: null) => count + 1, 0);
  useEffect(() => model.onChange(() => refresh(null)), [model]);
  const { state, store, host, file } = model;
  const layout = paneLayout(useWindowWidth(), state);
  const beside = layout.kind === 'beside' ? layout : undefined;
  const fetchDetail = useCallback((record: number) => host.call('detail', { record }), [host]);
  const record = store.peek(state.cursor.row)?.record;
  const selected = countRows(state.selection.rows);
  const focusGrid = (): void => document.getElementById('records-grid')?.focus();
  return (
    <main class="records">
      <Header model={model} layout={layout} record={record} selected={selected} onCopy={model.copy} />
      <QueryBar
        query={state.query}
        error={state.error}
        onEdit={model.edit}
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
      {/* What is another kind of file is not a damaged one. */}
      {!file.notice && (
        <DamageBanner
          damages={store.damages}
          count={store.damageCount}
          nothingRead={store.isEmpty && !state.shown}
          onGo={number => void model.goTo(number)}
          onWriteGood={() => void host.call('run', { action: 'goodRecords' })}
        />
      )}
      <div class={`panes ${layout.kind}`}>
        {layout.schema && (
          <>
            <aside class="pane" style={beside && { width: `${beside.schemaWidth}px` }} aria-label={t('Schema')}>
              <SchemaPane
                schema={state.schema}
                reading={state.progress.statistics !== undefined || state.progress.index !== undefined}
                onWhere={where => void model.run({ kind: 'filter', text: where })}
                onReadAll={() => void host.call('readAll', null)}
              />
            </aside>
            {beside && (
              <Splitter
                label={t('Width of the schema')}
                size={beside.schemaWidth}
                direction={1}
                onSize={schemaWidth => model.update({ schemaWidth })}
              />
            )}
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
              model.update(openPane('record'));
              requestAnimationFrame(() => document.querySelector<HTMLElement>('.detail h2')?.focus());
            }}
            onSort={feature => void model.sortBy(feature)}
            nothing={nothingText(state.shown, file.bytes)}
          />
        </section>
        {layout.record && (
          <>
            {beside && (
              <Splitter
                label={t('Width of the record')}
                size={beside.recordWidth}
                direction={-1}
                onSize={detailWidth => model.update({ detailWidth })}
              />
            )}
            <div class="pane" style={beside && { width: `${beside.recordWidth}px` }}>
              <DetailPane
                record={record}
                fetch={fetchDetail}
                onStep={model.step}
                selected={selected}
                onCopy={model.copy}
                onClose={() => {
                  model.update(togglePane('record', layout));
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

/** A filter that the file's own records fit: the most frequent value of the first feature whose values are listed. */
function exampleOf(schema: SchemaView | null): string | undefined {
  return schema?.features.find(({ chart }) => chart?.kind === 'top')?.chart?.bars[0]?.where;
}

/** What stands in place of rows where there are none. */
function nothingText(shown: RecordsQuery | null, bytes: number): string {
  if (shown) return shown.kind === 'filter' ? t('No record fits the filter.') : t('No record has that in it.');
  return bytes === 0 ? t('This file is empty: it has no bytes.') : t('There are no records.');
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
