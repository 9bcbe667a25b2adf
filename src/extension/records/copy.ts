import { env, l10n, ProgressLocation, window } from 'vscode';
import { formatBytes, formatCount } from '../../common/format';
import { countRows, type RowRanges } from '../../common/row-ranges';
import type { CopyFormat } from '../../protocol/records-page';
import { MAX_COPIED_CHARACTERS, MAX_COPIED_RECORDS, type SelectedText, selectedText } from '../../viewer/copied-text';
import type { RecordsDataset } from '../../viewer/dataset';
import { recordText } from '../../viewer/record-text';

/** How long the status bar tells of what was copied, in milliseconds. */
const STATUS_MESSAGE_MS = 5000;

const NAMES: { [format in CopyFormat]: string } = { json: 'JSON', python: 'Python' };

/** Puts one record into the clipboard; says so, or why not. */
export async function copyRecord(dataset: RecordsDataset, record: number, format: CopyFormat): Promise<void> {
  const [read] = await dataset.read(record, 1);
  if (!read || !('bytes' in read)) {
    void window.showWarningMessage(l10n.t('Record {0} is corrupted and cannot be copied.', formatCount(record)));
    return;
  }
  const text = recordText(format, record, read.bytes);
  if (text.length > MAX_COPIED_CHARACTERS) {
    void window.showWarningMessage(l10n.t('This record exceeds the {0} of text that can be copied.', formatBytes(MAX_COPIED_CHARACTERS)));
    return;
  }
  await env.clipboard.writeText(text);
  tellCopied({ records: 1, corrupted: 0 }, format);
}

/**
 * Puts the records of some rows into the clipboard, in the order of the view, and says how many these were. What is too much for it is not copied in part: the
 * user is told the limit and may export instead.
 */
export async function copyRecords(
  dataset: RecordsDataset,
  list: number[] | undefined,
  rows: RowRanges,
  format: CopyFormat,
  exportThem: () => Promise<void>,
): Promise<void> {
  const title = l10n.t('Copying {0} records', formatCount(countRows(rows)));
  const copied = await window.withProgress({ location: ProgressLocation.Window, title }, () => selectedText(dataset, list, rows, format));
  if (copied.kind !== 'text') {
    const instead = l10n.t('Export…');
    if ((await window.showWarningMessage(tooMuch(copied, countRows(rows)), instead)) === instead) await exportThem();
    return;
  }
  await env.clipboard.writeText(copied.text);
  tellCopied(copied, format);
}

function tooMuch({ kind }: Exclude<SelectedText, { kind: 'text' }>, count: number): string {
  return kind === 'many'
    ? l10n.t('Cannot copy {0} records: the limit is {1}.', formatCount(count), formatCount(MAX_COPIED_RECORDS))
    : l10n.t('These {0} records exceed the {1} of text that can be copied.', formatCount(count), formatBytes(MAX_COPIED_CHARACTERS));
}

/** Says in the status bar how many records have been copied. */
function tellCopied({ records, corrupted }: { records: number; corrupted: number }, format: CopyFormat): void {
  const name = NAMES[format];
  const message = records === 1 ? l10n.t('1 record copied as {0}', name) : l10n.t('{0} records copied as {1}', formatCount(records), name);
  window.setStatusBarMessage(
    corrupted === 0 ? message : l10n.t('{0}; {1} corrupted skipped', message, formatCount(corrupted)),
    STATUS_MESSAGE_MS,
  );
}
