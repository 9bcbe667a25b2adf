import { commands, l10n, window, workspace } from 'vscode';

/** Whether the workspace may train; says why not, and offers the way, when it may not. */
export const mayTrain = (): Promise<boolean> =>
  isTrusted(l10n.t('Training requires a trusted workspace. Viewing records and checking shapes do not.'));

/** Likewise whether what a program of the workspace names may be downloaded. */
export const mayDownload = (): Promise<boolean> => isTrusted(l10n.t('Downloading a module requires a trusted workspace.'));

async function isTrusted(why: string): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  if ((await window.showWarningMessage(why, manage)) === manage) await commands.executeCommand('workbench.trust.manage');
  return workspace.isTrusted;
}
