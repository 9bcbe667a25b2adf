/** What the file is, what is being read of it, which panes are shown, and what can be done with the records. */
import { formatBytes } from '../../src/common/format';
import type { CopyFormat, RecordsProgress } from '../../src/protocol/records-page';
import { as } from '../ui/aria';
import { t } from '../ui/words';
import { ActionsMenu } from './actions-menu';
import type { Model } from './model';
import { type PaneLayout, togglePane } from './pane-layout';

export interface HeaderProps {
  model: Model;
  /** Which panes are in sight. */
  layout: PaneLayout;
  /** The record of the cursor. */
  record: number | undefined;
  /** How many rows are selected. */
  selected: number;
  onCopy(format: CopyFormat): void;
}

export function Header({ model, layout, record, selected, onCopy }: HeaderProps) {
  const { file, state, store, host } = model;
  const isEmpty = store.isEmpty && !state.view.query;
  return (
    <header class="title">
      <h1 title={file.name}>{file.name}</h1>
      <span class="quiet">
        {!isEmpty && `${file.payload} · `}
        {formatBytes(file.bytes)}
        {file.compression === 'none' ? '' : ` · ${file.compression}`}
        {file.members.length > 0 && ` · ${t('{0} files', file.members.length)}`}
      </span>
      {file.shards > 1 && (
        <button type="button" class="link" onClick={() => void host.call('run', { action: 'openShards' })}>
          {t('Open all {0} shards as one dataset', file.shards)}
        </button>
      )}
      <Progress progress={state.progress} onCancel={task => host.notify('cancel', { task })} />
      <span class="tools">
        <Toggle on={layout.schema} label={t('Schema')} onPress={() => model.update(togglePane('schema', layout))} />
        <Toggle on={layout.record} label={t('Record')} onPress={() => model.update(togglePane('record', layout))} />
        <ActionsMenu
          file={file}
          filtered={state.view.query !== null}
          record={record}
          selected={selected}
          onCopy={onCopy}
          onRun={action => void host.call('run', { action })}
        />
      </span>
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
