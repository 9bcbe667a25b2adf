import { commands, l10n, window, workspace } from 'vscode';

/** Whether the workspace may train; says why not, and offers the way, when it may not. */
export async function mayTrain(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  const text = l10n.t('Training requires a trusted workspace. Viewing records and checking shapes do not.');
  if ((await window.showWarningMessage(text, manage)) === manage) await commands.executeCommand('workbench.trust.manage');
  return workspace.isTrusted;
}
