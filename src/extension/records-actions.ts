import { commands, type ExtensionContext, env, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { formatCount } from '../protocol/format';
import type { RecordsAction, RecordsQuery } from '../protocol/records-page';
import { writeTextIndex } from '../records/text-index';
import { EXPORT_FORMATS, type ExportFormat } from '../schema/export/export-records';
import { schemaPbtxt } from '../schema/export/pbtxt';
import { parseCode } from '../schema/export/python';
import type { Selection } from '../schema/export/select-records';
import { tableColumns } from '../schema/export/table-column';
import { columnsOf } from '../schema/filter/column';
import { inferSchema } from '../schema/infer';
import { compareRecords, type ShowWhere } from './records-compare';
import type { OpenRecords } from './records-document';
import { startModel } from './records-model';
import { openShardSet } from './records-open';
import { pathsOf, showText } from './records-output';
import type { RecordsPlatform } from './records-platform';
import { parseRanges } from './records-ranges';
import type { RecordsSession } from './records-session';

/** Does something with what a session shows. Rejects with a message for a person. */
export type RecordsAct = (session: RecordsSession, action: RecordsAction) => Promise<void>;

/** What can be done with the records of a panel, by name. */
export function recordsActions(context: ExtensionContext, platform: RecordsPlatform, show: ShowWhere): RecordsAct {
  const actions: { [action in RecordsAction]: (session: RecordsSession) => Promise<void> } = {
    export: session => exportShown(session, platform),
    goodRecords: session => writeGood(session, platform),
    textIndex: session => writeIndex(session),
    parseFunction: async session => showText('python', parseText(await session.records())),
    schemaText: async session => showText('plaintext', schemaPbtxt(inferSchema((await session.records()).statistics))),
    startModel: async session => startModel(await session.records()),
    compare: async session => compareRecords(context, platform, await session.records(), show),
    openShards: session => openShardSet(session.document.uri.with({ query: '' })),
  };
  return (session, action) => actions[action](session);
}

const parseText = (records: OpenRecords): string => parseCode(records.statistics, pathsOf(records), records.compression);

const FORMATS: { [format in ExportFormat]: { label: string; detail: string; ending: string } } = {
  tfrecord: { label: 'TFRecord', detail: l10n.t('the same bytes, uncompressed'), ending: 'tfrecord' },
  jsonl: { label: 'JSON Lines', detail: l10n.t('one record a line, with its features'), ending: 'jsonl' },
  csv: { label: 'CSV', detail: l10n.t('a column for each feature; lists as JSON, other bytes as base64'), ending: 'csv' },
  parquet: { label: 'Parquet', detail: l10n.t('typed columns, for pandas and other tools'), ending: 'parquet' },
};

async function exportShown(session: RecordsSession, platform: RecordsPlatform): Promise<void> {
  const records = await session.records();
  const { query } = session;
  const title = query ? l10n.t('Export the records of "{0}"', query.text) : l10n.t('Export all records');
  const items = EXPORT_FORMATS.map(format => ({ format, label: FORMATS[format].label, detail: FORMATS[format].detail }));
  const chosen = await window.showQuickPick(items, { title, placeHolder: l10n.t('Format') });
  if (!chosen) return;
  const selection = await chooseRecords(query, records);
  if (selection) await write(session, platform, chosen.format, selection, 'export');
}

/** Those of the view, all, or some by their numbers; undefined when the person has turned away. */
async function chooseRecords(query: RecordsQuery | undefined, { statistics, dataset }: OpenRecords): Promise<Selection | undefined> {
  const shown = l10n.t('The records shown');
  const all = l10n.t('All records');
  const some = l10n.t('Some by their numbers…');
  const chosen = await window.showQuickPick(
    [...(query ? [{ label: shown, description: query.text }] : []), { label: all }, { label: some }],
    {
      title: l10n.t('Which records'),
    },
  );
  if (chosen?.label === shown && query) return { kind: 'query', query, columns: columnsOf(statistics) };
  if (chosen?.label !== some) return chosen && { kind: 'all' };
  const text = await window.showInputBox({
    title: l10n.t('Which records'),
    prompt: l10n.t('Numbers and ranges, for example 0-99, 250'),
    validateInput: value => (parseRanges(value) ? undefined : l10n.t('Numbers and ranges, for example 0-99, 250')),
  });
  const records = text === undefined ? undefined : parseRanges(text, dataset.complete ? dataset.count : undefined);
  return records && { kind: 'records', records };
}

const writeGood = (session: RecordsSession, platform: RecordsPlatform): Promise<void> =>
  write(session, platform, 'tfrecord', { kind: 'all' }, 'good');

async function write(
  session: RecordsSession,
  platform: RecordsPlatform,
  format: ExportFormat,
  selection: Selection,
  suffix: string,
): Promise<void> {
  const { dataset, loader } = await session.records();
  // A column that the first records lack would be missing from the table.
  if (format === 'csv' || format === 'parquet') await loader.readAll();
  const columns = tableColumns((await session.records()).statistics);
  const base = session.document.uri.with({ query: '' });
  const name = (base.path.split('/').at(-1) ?? 'records')
    .replace(/\.(tfrecords?|tfrec|record)(?=$|[-.])/, '')
    .replace(/\.(gz|zz|zlib)$/, '');
  const { ending } = FORMATS[format];
  const to = await window.showSaveDialog({
    defaultUri: Uri.joinPath(base, '..', `${name}-${suffix}.${ending}`),
    filters: { [FORMATS[format].label]: [ending] },
  });
  if (!to) return;
  if (dataset.files.some(({ uri }) => uri.toString() === to.toString())) throw new Error(l10n.t('A file cannot be written over itself.'));
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
  if (count === undefined) return;
  const [open, copy] = [l10n.t('Open'), l10n.t('Copy Path')];
  const chosen = await window.showInformationMessage(l10n.t('{0} records written.', formatCount(count)), open, copy);
  if (chosen === open) await commands.executeCommand('vscode.open', to);
  if (chosen === copy) await env.clipboard.writeText(to.fsPath);
}

/** Writes the text index that DALI and tfrecord2idx use, beside an uncompressed file. */
async function writeIndex(session: RecordsSession): Promise<void> {
  const { dataset } = await session.records();
  const [member] = dataset.members;
  if (member?.content.compression !== 'none') throw new Error(l10n.t('Only an uncompressed file can be indexed.'));
  const to = await window.showSaveDialog({ defaultUri: Uri.joinPath(member.file.uri, '..', `${member.file.name}.idx`) });
  if (!to) return;
  const pieces: string[] = [];
  for await (const piece of writeTextIndex(member.content.source)) pieces.push(piece);
  await workspace.fs.writeFile(to, new TextEncoder().encode(pieces.join('')));
  void window.showInformationMessage(l10n.t('{0} written.', to.path.split('/').at(-1) ?? ''));
}
