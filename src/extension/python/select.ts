import { ConfigurationTarget, commands, extensions, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { findInterpreters } from '../../engine/python/find-interpreters';
import { SECTION } from '../ui/settings';
import { mayTrain } from '../ui/trust';
import type { Pythons } from './pythons';

/** "Select Python": through the Python extension where it is there, else among the Pythons that are found, or any file. */
export async function selectPython(pythons: Pythons): Promise<void> {
  if (!(await mayTrain())) return;
  const own = workspace.getConfiguration(SECTION).get<string>('training.python');
  if (!own && extensions.getExtension('ms-python.python')) {
    await commands.executeCommand('python.setInterpreter');
    pythons.forget();
    return;
  }
  const path = await choosePath();
  if (path === undefined) return;
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration(SECTION).update('training.python', path, target);
  pythons.forget();
}

async function choosePath(): Promise<string | undefined> {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const browse: QuickPickItem = { label: `$(folder-opened) ${l10n.t('Browse…')}` };
  const items: QuickPickItem[] = [...findInterpreters(folders).map(label => ({ label })), browse];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Select Python'),
    placeHolder: l10n.t('Select the Python that runs your programs'),
  });
  if (picked !== browse) return picked?.label;
  const [file] = (await window.showOpenDialog({ title: l10n.t('Select Python'), defaultUri: Uri.file(folders[0] ?? '/') })) ?? [];
  return file?.fsPath;
}
