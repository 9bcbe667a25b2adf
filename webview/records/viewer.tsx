/** The whole page: what the file is, what is asked of it, and the three panes. */

import { useCallback, useEffect, useReducer } from 'preact/hooks';
import { formatBytes, formatCount } from '../../src/protocol/format';
import type { RecordsProgress } from '../../src/protocol/records-page';
import { ActionsMenu } from './actions-menu';
import { as } from './aria';
import { ChangedBanner, DamageBanner } from './banners';
import { DetailPane } from './detail-pane';
import { Grid } from './grid';
import type { Model } from './model';
import { QueryBar } from './query-bar';
import { SchemaPane } from './schema-pane';
import { Splitter } from './splitter';
import { t } from './words';

export function Viewer({ model }: { model: Model }) {
  const [, refresh] = useReducer((count: number, _: null) => count + 1, 0);
  useEffect(() => model.onChange(() => refresh(null)), [model]);
  const { state, store, host, file } = model;
  const fetchDetail = useCallback((record: number) => host.call('detail', { record }), [host]);
  const record = store.peek(state.cursor.row)?.record;
  const focusGrid = (): void => document.getElementById('records-grid')?.focus();
  return (
    <main class="records">
      <Header model={model} />
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
          <RowsLine model={model} />
          <Grid
            store={store}
            cursor={state.cursor}
            sort={state.sort}
            reveal={state.reveal}
            onMove={model.move}
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
                onCopy={format => record !== undefined && void host.call('copy', { record, format })}
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
        {store.complete ? t('{0} records', formatCount(store.count)) : ''}
      </p>
    </main>
  );
}

function Header({ model }: { model: Model }) {
  const { file, state, host } = model;
  return (
    <header class="title">
      <h1>{file.name}</h1>
      <span class="quiet">
        {file.payload} · {formatBytes(file.bytes)}
        {file.compression === 'none' ? '' : ` · ${file.compression}`}
        {file.members.length > 0 && ` · ${t('{0} files', file.members.length)}`}
      </span>
      {file.shards > 1 && (
        <button type="button" class="link" onClick={() => void host.call('run', { action: 'openShards' })}>
          {t('Open all {0} shards as one', file.shards)}
        </button>
      )}
      <Progress progress={state.progress} onCancel={task => host.notify('cancel', { task })} />
      <span class="space" />
      <Toggle on={state.schemaOpen} label={t('Schema')} onPress={() => model.update({ schemaOpen: !state.schemaOpen })} />
      <Toggle on={state.detailOpen} label={t('Record')} onPress={() => model.update({ detailOpen: !state.detailOpen })} />
      <ActionsMenu file={file} filtered={state.shown !== null} onRun={action => void host.call('run', { action })} />
    </header>
  );
}

const Toggle = ({ on, label, onPress }: { on: boolean; label: string; onPress(): void }) => (
  <button type="button" class={`tool${on ? ' on' : ''}`} aria-pressed={on} onClick={onPress}>
    {label}
  </button>
);

const TASKS: { [task in RecordsProgress['task']]: () => string } = {
  unpack: () => t('Decompressing'),
  index: () => t('Indexing'),
  statistics: () => t('Reading all records'),
  find: () => t('Searching'),
};

function Progress({ progress, onCancel }: { progress: Model['state']['progress']; onCancel(task: RecordsProgress['task']): void }) {
  return (
    <>
      {(Object.entries(progress) as [RecordsProgress['task'], number][]).map(([task, done]) => (
        <span
          key={task}
          class="progress"
          {...as('progressbar', {
            'aria-label': TASKS[task](),
            'aria-valuenow': Math.round(100 * done),
            'aria-valuemin': 0,
            'aria-valuemax': 100,
          })}
        >
          <span class="quiet">{TASKS[task]()}</span>
          <span class="progress-bar">
            <span style={{ width: `${Math.min(100, 100 * done)}%` }} />
          </span>
          <button type="button" class="link" onClick={() => onCancel(task)}>
            {t('Cancel')}
          </button>
        </span>
      ))}
    </>
  );
}

/** Which rows these are, and how many. */
function RowsLine({ model }: { model: Model }) {
  const { state, store } = model;
  const count =
    store.complete && store.count === 1 ? t('1 record') : t('{0} records', `${formatCount(store.count)}${store.complete ? '' : '+'}`);
  const which = !store.loaded
    ? t('Reading…')
    : state.shown
      ? state.shown.kind === 'filter'
        ? t('{0} where {1}', count, state.shown.text)
        : t('{0} with “{1}”', count, state.shown.text)
      : count;
  return (
    <p class="rows-line">
      <span>{which}</span>
      {state.sort && (
        <span class="tag">
          {t('sorted by {0}', state.sort.feature)}
          {state.sample !== null && `, ${t('the first {0} only', formatCount(state.sample))}`}
        </span>
      )}
      {state.awaited !== null && <span class="tag">{t('on the way to record {0}', formatCount(state.awaited))}</span>}
      {(state.shown || state.sort) && (
        <button type="button" class="link" onClick={() => void model.run({ ...state.query, text: '' })}>
          {t('Show all')}
        </button>
      )}
    </p>
  );
}
