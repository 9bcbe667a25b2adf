import { l10n, type QuickPickItem, type Uri, window, workspace } from 'vscode';
import type { RecordsEditor } from '../records/editor';
import { fileItem } from '../ui/file-pick';

/** Record files of the workspace that are listed, at most. */
const MAX_FILES = 200;

/** Asks for the records whose features are judged: open ones, those of the workspace, or any file. Undefined if cancelled. */
export async function chooseRecordFile(records: RecordsEditor): Promise<Uri | undefined> {
  const chosen = await window.showQuickPick(choices(records), { title: l10n.t('Choose Records') });
  return chosen?.take();
}

interface Choice extends QuickPickItem {
  take(): Uri | Promise<Uri | undefined>;
}

async function choices(records: RecordsEditor): Promise<Choice[]> {
  const open = records.open;
  const known = new Set(open.map(String));
  const found = await workspace.findFiles(
    '**/*.{tfrecord,tfrecords,tfrec,tfrecord-*,tfrecord.gz,tfrecords.gz}',
    '**/node_modules/**',
    MAX_FILES,
  );
  const others = found.filter(uri => !known.has(String(uri))).sort((a, b) => (a.path < b.path ? -1 : 1));
  return [{ label: l10n.t('Choose a File…'), take: askFile }, ...[...open, ...others].map(uri => ({ ...fileItem(uri), take: () => uri }))];
}

const askFile = async (): Promise<Uri | undefined> =>
  (await window.showOpenDialog({ title: l10n.t('Choose Records'), canSelectMany: false }))?.[0];
