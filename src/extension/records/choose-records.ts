import { l10n, type QuickPickItem, window } from 'vscode';
import { formatCount } from '../../common/format';
import { countRows } from '../../common/row-ranges';
import type { Selection } from '../../export/select-records';
import { columnsOf } from '../../query/column';
import { parseRanges } from '../../viewer/parse-ranges';
import { numberedSelection, recordsOfRows } from '../../viewer/selected';
import type { OpenRecords } from './document';
import type { RecordsSession } from './session';

/** Records that are to be exported: how a sentence calls them, and how a file's name does. */
export interface MeantRecords {
  text: string;
  suffix: string;
  selection: Selection;
}

/** The selected records; where none are, those that the user chooses: of the view, all, or some by their numbers. undefined if cancelled. */
export async function chooseRecords(session: RecordsSession): Promise<MeantRecords | undefined> {
  const records = await session.records();
  if (session.hasSelection) return selectedRecords(session, records);
  const choices = [
    ...shownChoice(session, records),
    allChoice(records),
    { label: l10n.t('Records by Number…'), take: () => numbered(records) },
  ];
  const chosen = await window.showQuickPick(choices, { title: l10n.t('Select Records') });
  return chosen?.take();
}

interface Choice extends QuickPickItem {
  take(): MeantRecords | Promise<MeantRecords | undefined>;
}

async function selectedRecords(session: RecordsSession, { dataset }: OpenRecords): Promise<MeantRecords> {
  const { rows, list } = await session.selected();
  const ranges = recordsOfRows(list, rows);
  const count = countRows(ranges);
  const text = count === 1 ? l10n.t('1 selected record') : l10n.t('{0} selected records', formatCount(count));
  return { text, suffix: 'selected', selection: numberedSelection(dataset, ranges) };
}

function shownChoice({ shown: { view, found } }: RecordsSession, { statistics }: OpenRecords): Choice[] {
  const { query } = view;
  if (query === null) return [];
  const label = found === undefined ? l10n.t('All shown records') : l10n.t('All {0} shown records', formatCount(found));
  const text = found === undefined ? l10n.t('all shown records') : l10n.t('all {0} shown records', formatCount(found));
  const selection: Selection = { kind: 'query', query, columns: columnsOf(statistics) };
  return [{ label, description: query.text, take: () => ({ text, suffix: 'export', selection }) }];
}

function allChoice({ dataset }: OpenRecords): Choice {
  const { complete, count } = dataset;
  const label = complete ? l10n.t('All {0} records', formatCount(count)) : l10n.t('All records');
  const text = complete ? l10n.t('all {0} records', formatCount(count)) : l10n.t('all records');
  return { label, take: () => ({ text, suffix: 'export', selection: { kind: 'all' } }) };
}

async function numbered({ dataset }: OpenRecords): Promise<MeantRecords | undefined> {
  const hint = l10n.t('Numbers and ranges, for example 0-99, 250');
  const text = await window.showInputBox({
    title: l10n.t('Select Records'),
    prompt: hint,
    validateInput: value => (parseRanges(value) ? undefined : hint),
  });
  const ranges = text === undefined ? undefined : parseRanges(text, dataset.complete ? dataset.count : undefined);
  return ranges && { text: l10n.t('records {0}', text?.trim() ?? ''), suffix: 'export', selection: numberedSelection(dataset, ranges) };
}
