import { formatCount } from '../../src/common/format';
import type { CompatContent, CompatSelection, CompatSource, CompatTable } from '../../src/protocol/compatibility';
import { Button } from '../ui/controls';
import { t } from '../ui/words';
import type { CompatActions } from './actions';
import { Detail } from './detail';
import { CompatGrid } from './grid';

/** The whole page: where the rows come from, the table, and the selected cell in full. */
export function CompatibilityPage({
  content: { table, source, failure },
  selection,
  actions,
}: {
  content: CompatContent;
  selection: CompatSelection;
  actions: CompatActions;
}) {
  return (
    <main>
      <Header source={source} actions={actions} />
      {failure !== null && (
        <p class="notice notice-error" role="alert">
          {failure}
        </p>
      )}
      {table?.unknown.map(handle => (
        <div key={handle} class="notice notice-warning" role="status">
          <p>
            {t('Nothing is known of the module {0}: it is not in the catalogue, and no module of this handle was found on disk.', handle)}
          </p>
          <Button onPress={() => actions.removeModule(handle)}>{t('Remove')}</Button>
        </div>
      ))}
      {table && <Body table={table} isChosen={source !== null} selection={selection} actions={actions} />}
      {table === null && failure === null && <p class="nothing">{t('Reading the programs of the workspace…')}</p>}
    </main>
  );
}

function Header({ source, actions }: { source: CompatSource | null; actions: CompatActions }) {
  return (
    <header>
      <div class="source">
        <h1>{source?.name ?? t('Compatibility')}</h1>
        {source && <p>{readSoFar(source)}</p>}
      </div>
      <Button onPress={actions.chooseRecords}>{t('Choose Records…')}</Button>
      <Button onPress={actions.addModule}>{t('Add a Module…')}</Button>
    </header>
  );
}

function readSoFar({ records, coverage, reading }: CompatSource): string {
  if (coverage === 'all') return t('all {0} records', formatCount(records));
  const first = t('the first {0} records', formatCount(records));
  return reading === null ? first : `${first} · ${t('reading all of them: {0} %', Math.floor(reading * 100))}`;
}

function Body({
  table,
  isChosen,
  selection,
  actions,
}: {
  table: CompatTable;
  isChosen: boolean;
  selection: CompatSelection;
  actions: CompatActions;
}) {
  if (!isChosen) return <p class="nothing">{t('Choose records, or open them in the record viewer: their features are the rows.')}</p>;
  if (table.features.length === 0) return <p class="nothing">{t('These records have no features.')}</p>;
  if (table.targets.length === 0)
    return (
      <p class="nothing">
        {t('No program of the workspace has a model whose inputs are known. Add a module to see which features it takes.')}
      </p>
    );
  return (
    <div class="body">
      <CompatGrid table={table} place={selection.place} actions={actions} />
      {selection.place && (
        <section class="detail" aria-label={t('Selected cell')} tabIndex={-1}>
          {selection.detail && <Detail detail={selection.detail} words={selection.words} actions={actions} />}
        </section>
      )}
    </div>
  );
}
