import { formatCount } from '../../src/common/format';
import { t } from '../ui/words';
import type { Model } from './model';

/** "12 records selected". */
export const selectionSummary = (count: number): string =>
  count === 1 ? t('1 record selected') : t('{0} records selected', formatCount(count));

/** Which rows these are, how many, and how many of them are selected. */
export function RowsLine({ model, selected }: { model: Model; selected: number }) {
  const { state, store } = model;
  const { query, sort } = state.view;
  const count =
    store.complete && store.count === 1 ? t('1 record') : t('{0} records', `${formatCount(store.count)}${store.complete ? '' : '+'}`);
  const which = !store.loaded
    ? t('Reading…')
    : query
      ? query.kind === 'filter'
        ? t('{0} where {1}', count, query.text)
        : t('{0} with “{1}”', count, query.text)
      : count;
  return (
    <p class="rows-line">
      <span>{which}</span>
      {sort && (
        <span class="tag">
          {state.sample === 0 ? t('not sorted: stopped') : t('sorted by {0}', sort.feature)}
          {state.sample !== null && state.sample > 0 && `, ${t('the first {0} only', formatCount(state.sample))}`}
        </span>
      )}
      {state.awaited !== null && <span class="tag">{t('reading up to record {0}', formatCount(state.awaited))}</span>}
      {state.beyond !== null && <span class="tag lacking">{t('there is no record {0}', formatCount(state.beyond))}</span>}
      {state.apart !== null && (
        <>
          <span class="tag lacking">{t('record {0} is not among these', formatCount(state.apart))}</span>
          <button type="button" class="link" onClick={() => void model.goToInAll(state.apart ?? 0)}>
            {t('Show it among all records')}
          </button>
        </>
      )}
      {(query || sort) && (
        <button type="button" class="link" onClick={() => void model.run({ ...state.query, text: '' })}>
          {t('Show all')}
        </button>
      )}
      {selected > 0 && (
        <>
          <span class="tag selection">{selectionSummary(selected)}</span>
          <button type="button" class="link" title={t('Clear the selection (Escape)')} onClick={() => model.move(state.cursor, 'one')}>
            {t('Clear')}
          </button>
        </>
      )}
    </p>
  );
}
