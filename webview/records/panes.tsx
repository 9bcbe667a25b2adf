/** The schema, the rows and the record: beside each other, or one of them under the rows. They come in the order in which they are seen. */

import { useCallback } from 'preact/hooks';
import type { CompatPlace } from '../../src/protocol/compatibility';
import type { RecordsQuery } from '../../src/protocol/records-page';
import { t } from '../ui/words';
import { DetailPane } from './detail-pane';
import { Grid } from './grid';
import type { Model } from './model';
import { openPane, type PaneLayout, togglePane } from './pane-layout';
import { RowsLine } from './rows-line';
import { SchemaPane } from './schema-pane';
import { Splitter } from './splitter';

export interface PanesProps {
  model: Model;
  layout: PaneLayout;
  /** The record of the cursor. */
  record: number | undefined;
  /** How many rows are selected. */
  selected: number;
}

/** Brings the keyboard to the rows. */
export const focusGrid = (): void => document.getElementById('records-grid')?.focus();

export function Panes({ model, layout, record, selected }: PanesProps) {
  const { state, host } = model;
  const beside = layout.kind === 'beside' ? layout : undefined;
  const askModels = useCallback((feature: string) => host.call('compatibility', { feature }), [host]);
  const fetchDetail = useCallback((record: number) => host.call('detail', { record }), [host]);
  const roomFor = (width: number | undefined) => (width === undefined ? { flexBasis: `${state.belowShare}%` } : { width: `${width}px` });
  const models = {
    turn: state.models,
    ask: askModels,
    show: (place: CompatPlace | null) => host.notify('showCompatibility', { place }),
  };
  const schema = layout.schema && (
    <aside class="pane" style={roomFor(beside?.schemaWidth)} aria-label={t('Schema')}>
      <SchemaPane
        schema={state.schema}
        reading={state.progress.statistics !== undefined || state.progress.index !== undefined}
        onWhere={where => void model.run({ kind: 'filter', text: where })}
        onReadAll={() => void host.call('readAll', null)}
        models={models}
      />
    </aside>
  );
  return (
    <div class={`panes ${layout.kind}`}>
      {beside && schema}
      {beside && schema && (
        <Splitter
          label={t('Width of the schema')}
          orientation="vertical"
          size={beside.schemaWidth}
          direction={1}
          onSize={schemaWidth => model.update({ schemaWidth })}
        />
      )}
      <Rows model={model} selected={selected} />
      {beside
        ? layout.record && (
            <Splitter
              label={t('Width of the record')}
              orientation="vertical"
              size={beside.recordWidth}
              direction={-1}
              onSize={detailWidth => model.update({ detailWidth })}
            />
          )
        : (layout.schema || layout.record) && (
            <Splitter
              label={layout.schema ? t('Height of the schema') : t('Height of the record')}
              orientation="horizontal"
              size={state.belowShare}
              direction={-1}
              onSize={belowShare => model.update({ belowShare })}
            />
          )}
      {!beside && schema}
      {layout.record && (
        <div class="pane" style={roomFor(beside?.recordWidth)}>
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
      )}
    </div>
  );
}

function Rows({ model, selected }: { model: Model; selected: number }) {
  const { state, store, file } = model;
  return (
    <section class="pane rows" aria-label={t('Rows')}>
      <RowsLine model={model} selected={selected} />
      <Grid
        store={store}
        cursor={state.cursor}
        selected={state.selection.rows}
        sort={state.view.sort}
        reveal={state.reveal}
        onMove={model.move}
        onSelectAll={model.selectAll}
        onCopy={() => model.copy('json')}
        onOpen={() => {
          model.update(openPane('record'));
          requestAnimationFrame(() => document.querySelector<HTMLElement>('.detail h2')?.focus());
        }}
        onSort={feature => void model.sortBy(feature)}
        nothing={nothingText(state.view.query, file.bytes)}
      />
    </section>
  );
}

/** What stands in place of rows where there are none. */
function nothingText(query: RecordsQuery | null, bytes: number): string {
  if (query) return query.kind === 'filter' ? t('No records match the filter.') : t('No records contain this text.');
  return bytes === 0 ? t('This file is empty: it has no bytes.') : t('This file has no records.');
}
