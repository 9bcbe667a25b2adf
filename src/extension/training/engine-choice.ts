import { commands, type ExtensionContext, type LogOutputChannel, l10n, Uri, window, workspace } from 'vscode';
import { chooseTrainer, type EngineChoice, EngineLimitError, EngineMissingError } from '../../engine/choose-trainer';
import type { EngineOptions } from '../../engine/engine';
import type { Trainer } from '../../engine/trainer';
import type { TrainingPlan } from '../../plan/plan';
import { showRefusals } from './refusals';

/** Where the bundle has the addon's sources, and whose Python environments count. */
export const engineOptions = (context: ExtensionContext): EngineOptions => ({
  addonSources: Uri.joinPath(context.extensionUri, 'dist', 'addon').fsPath,
  workspaces: (workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file').map(folder => folder.uri.fsPath),
});

/** The trainer of a plan, as the setting asks; undefined, with a word to the user, where that engine is not set up or cannot train it. */
export async function trainerFor(
  { context, log }: { context: ExtensionContext; log: LogOutputChannel },
  plan: TrainingPlan,
  choice: EngineChoice,
): Promise<Trainer | undefined> {
  try {
    return chooseTrainer({ engine: choice, plan }, { product: context.extensionUri.fsPath, ...engineOptions(context) });
  } catch (error) {
    if (error instanceof EngineLimitError) {
      await showRefusals([error.limit], log);
      return undefined;
    }
    if (!(error instanceof EngineMissingError)) throw error;
  }
  const setUp = l10n.t('Set Up TensorFlow');
  const text = l10n.t('The training engine is set to native TensorFlow, which has not been set up yet.');
  if ((await window.showErrorMessage(text, setUp)) === setUp) await commands.executeCommand('tensorscope.installEngine');
  return undefined;
}
