import { commands, l10n, type Uri, window } from 'vscode';
import { shardSetUri } from './shards';

/** The viewer's name among the editors (package.json, contributes.customEditors). */
export const RECORDS_VIEW = 'tensorscope.records';

/** "Open as TFRecord": files of any name in the viewer; asks for some where none are meant. */
export async function openAsRecords(uri: Uri | undefined): Promise<void> {
  const chosen = uri ? [uri] : ((await window.showOpenDialog({ title: l10n.t('Open as TFRecord'), canSelectMany: true })) ?? []);
  for (const file of chosen) await commands.executeCommand('vscode.openWith', file, RECORDS_VIEW);
}

/** "Open Shard Set": all files that belong together with one of them, as one dataset. */
export async function openShardSet(uri: Uri | undefined): Promise<void> {
  const [chosen] = uri ? [uri] : ((await window.showOpenDialog({ title: l10n.t('Open Shard Set'), canSelectMany: false })) ?? []);
  if (!chosen) return;
  const set = await shardSetUri(chosen);
  if (!set) void window.showInformationMessage(l10n.t('{0} is not part of a shard set.', chosen.path.split('/').at(-1) ?? ''));
  await commands.executeCommand('vscode.openWith', set ?? chosen, RECORDS_VIEW);
}
