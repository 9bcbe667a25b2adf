import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { KnownModule } from '../../protocol/compatibility';
import { pathOf } from '../checking/program';
import { setting } from '../ui/settings';

/** Modules of the workspace that are listed, at most. */
const MAX_FOUND = 100;

interface Choice extends QuickPickItem {
  take?(): string | Promise<string | undefined>;
}

/** Asks for a module: one of the workspace or of the catalogue, a folder, or a handle. Undefined if cancelled. */
export async function chooseModule(catalogue: Promise<readonly KnownModule[]>): Promise<string | undefined> {
  const chosen = await window.showQuickPick<Choice>(choices(catalogue), {
    title: l10n.t('Add a Module'),
    placeHolder: l10n.t('A module of the catalogue, or on disk'),
    matchOnDescription: true,
  });
  return chosen?.take?.();
}

async function choices(catalogue: Promise<readonly KnownModule[]>): Promise<Choice[]> {
  const heading = (label: string): Choice => ({ label, kind: -1 });
  const onDisk = await modulesOnDisk();
  return [
    { label: l10n.t('Enter a Handle…'), take: askHandle },
    ...(workspace.isTrusted ? [{ label: l10n.t('Choose a Folder…'), take: askFolder }] : []),
    ...(onDisk.length > 0 ? [heading(l10n.t('On disk')), ...onDisk] : []),
    heading(l10n.t('Catalogue')),
    ...(await catalogue).map(({ handle, takes }) => ({
      label: handle.replace('https://tfhub.dev/', ''),
      description: takes,
      take: () => handle,
    })),
  ];
}

/** SavedModels of the workspace, and handles whose folders the user has set. */
async function modulesOnDisk(): Promise<Choice[]> {
  if (!workspace.isTrusted) return [];
  const handles = Object.entries(setting('hub.modules')).map(([handle, folder]) => ({
    label: handle.replace('https://tfhub.dev/', ''),
    description: folder,
    take: () => handle,
  }));
  const found = await workspace.findFiles('**/saved_model.pb', '**/{node_modules,site-packages,.git}/**', MAX_FOUND);
  const folders = found
    .map(file => Uri.joinPath(file, '..'))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(folder => ({
      label: folder.path.split('/').at(-1) ?? '',
      description: workspace.asRelativePath(folder),
      take: () => pathOf(folder),
    }));
  return [...handles, ...folders];
}

const askHandle = async (): Promise<string | undefined> =>
  (
    await window.showInputBox({
      title: l10n.t('Add a Module'),
      prompt: l10n.t('A handle of tfhub.dev or Kaggle, for example https://tfhub.dev/google/nnlm-en-dim128/2'),
      validateInput: text => (text.trim() === '' ? l10n.t('Enter a handle.') : undefined),
    })
  )?.trim();

async function askFolder(): Promise<string | undefined> {
  const [folder] =
    (await window.showOpenDialog({ title: l10n.t('Folder with saved_model.pb'), canSelectFolders: true, canSelectFiles: false })) ?? [];
  return folder && pathOf(folder);
}
