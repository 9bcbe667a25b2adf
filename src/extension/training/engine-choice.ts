import { commands, type ExtensionContext, l10n, Uri, window, workspace } from 'vscode';
import { chooseTrainer, EngineMissingError, type TrainingTask } from '../../engine/choose-trainer';
import type { EngineOptions } from '../../engine/engine';
import type { Trainer } from '../../engine/trainer';

/** Where the bundle has the addon's sources, and whose Python environments count. */
export const engineOptions = (context: ExtensionContext): EngineOptions => ({
  addonSources: Uri.joinPath(context.extensionUri, 'dist', 'addon').fsPath,
  workspaces: (workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file').map(folder => folder.uri.fsPath),
});

/** The trainer of a task; undefined, with a word to the user, where its engine is not set up. */
export async function trainerFor(context: ExtensionContext, task: TrainingTask): Promise<Trainer | undefined> {
  try {
    return chooseTrainer(task, { product: context.extensionUri.fsPath, ...engineOptions(context) });
  } catch (error) {
    if (!(error instanceof EngineMissingError)) throw error;
  }
  const setUp = l10n.t('Set Up TensorFlow');
  const text = l10n.t('The training engine is set to native TensorFlow, which has not been set up yet.');
  if ((await window.showErrorMessage(text, setUp)) === setUp) await commands.executeCommand('tensorscope.installEngine');
  return undefined;
}
