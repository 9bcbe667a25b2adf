import { commands, env, l10n, ProgressLocation, Uri, window } from 'vscode';
import { formatCount } from '../../common/format';
import { countRows } from '../../common/row-ranges';
import { EXPORT_FORMATS, type ExportFormat } from '../../export/export-records';
import { tableColumns } from '../../export/table-column';
import { chooseRecords, type MeantRecords } from './choose-records';
import type { RecordsPlatform } from './platform';
import type { RecordsSession } from './session';

const FORMATS: { [format in ExportFormat]: { label: string; detail: string; ending: string } } = {
  tfrecord: { label: 'TFRecord', detail: l10n.t('the same bytes, uncompressed'), ending: 'tfrecord' },
  'tfrecord.gz': {
    label: 'TFRecord, GZIP',
    detail: l10n.t('the same bytes, compressed; read with compression_type="GZIP"'),
    ending: 'tfrecord.gz',
  },
  jsonl: { label: 'JSON Lines', detail: l10n.t('one record per line, with its features'), ending: 'jsonl' },
  csv: { label: 'CSV', detail: l10n.t('one column per feature; lists as JSON, binary values as base64'), ending: 'csv' },
  parquet: { label: 'Parquet', detail: l10n.t('typed columns, for pandas and other tools'), ending: 'parquet' },
};

/** Writes the selected records, or those that the user chooses, to a file of a format that the user chooses, in the order of the dataset. */
export async function exportMeant(session: RecordsSession, platform: RecordsPlatform): Promise<void> {
  const chosenRecords = await chooseRecords(session);
  if (!chosenRecords) return;
  const items = EXPORT_FORMATS.map(format => ({ format, label: FORMATS[format].label, detail: FORMATS[format].detail }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Export {0}', chosenRecords.text), placeHolder: l10n.t('Format') });
  if (chosen) await write(session, platform, chosen.format, chosenRecords);
}

/** Writes the good records of a corrupted file to another one. */
export const writeGood = (session: RecordsSession, platform: RecordsPlatform): Promise<void> =>
  write(session, platform, 'tfrecord', { text: l10n.t('the intact records'), selection: { kind: 'all' }, suffix: 'good' });

async function write(
  session: RecordsSession,
  platform: RecordsPlatform,
  format: ExportFormat,
  { text, selection, suffix }: MeantRecords,
): Promise<void> {
  const { dataset, loader } = await session.records();
  // A column that the first records lack would be missing from the table.
  if (format === 'csv' || format === 'parquet') await loader.readAll();
  const columns = tableColumns((await session.records()).statistics);
  const { label, ending } = FORMATS[format];
  const to = await window.showSaveDialog({
    title: l10n.t('Export {0} as {1}', text, label),
    defaultUri: Uri.joinPath(session.document.uri, '..', `${plainName(session.document.name)}-${suffix}.${ending}`),
    filters: { [label]: [ending] },
  });
  if (!to) return;
  if (dataset.files.some(({ uri }) => uri === to.toString())) throw new Error(l10n.t('Cannot overwrite the file that is being exported.'));
  const count = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Writing {0}', to.path.split('/').at(-1) ?? ''), cancellable: true },
    (progress, cancelled) => {
      const controller = new AbortController();
      cancelled.onCancellationRequested(() => controller.abort(new Error('cancelled')));
      const tell = (bytes: number) => progress.report({ increment: (100 * bytes) / Math.max(1, dataset.bytes) });
      return platform.export(dataset.files, to, { format, selection, columns }, tell, controller.signal).catch(error => {
        if (controller.signal.aborted) return undefined;
        throw error;
      });
    },
  );
  if (count !== undefined) await tellWritten(to, count, selection.kind === 'records' ? countRows(selection.ranges) - count : 0);
}

/** The name of a file or a set without what says that it holds records. */
const plainName = (name: string): string => name.replace(/\.(tfrecords?|tfrec|record)(?=$|[-.@])/, '').replace(/\.(gz|zz|zlib)$/, '');

async function tellWritten(to: Uri, count: number, corrupted: number): Promise<void> {
  const written = count === 1 ? l10n.t('1 record written.') : l10n.t('{0} records written.', formatCount(count));
  const said = corrupted > 0 ? `${written} ${l10n.t('Corrupted records skipped: {0}.', formatCount(corrupted))}` : written;
  const [open, copy] = [l10n.t('Open'), l10n.t('Copy Path')];
  const chosen = await window.showInformationMessage(said, open, copy);
  if (chosen === open) await commands.executeCommand('vscode.open', to);
  if (chosen === copy) await env.clipboard.writeText(to.fsPath);
}
