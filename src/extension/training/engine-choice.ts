import { commands, type ExtensionContext, l10n, Uri, window, workspace } from 'vscode';
import type { Engine, EngineOptions } from '../../engine/engine';
import { findEngine, wasmEngine } from '../../engine/find';
import type { Settings } from '../ui/settings';

/** Where the bundle has the addon's sources, and whose Python environments count. */
export const engineOptions = (context: ExtensionContext): EngineOptions => ({
  addonSources: Uri.joinPath(context.extensionUri, 'dist', 'addon').fsPath,
  workspaces: (workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file').map(folder => folder.uri.fsPath),
});

/** The engine that the setting means; undefined, with a word to the user, where it wants one that is not there. */
export async function chooseEngine(context: ExtensionContext, wanted: Settings['training.engine']): Promise<Engine | undefined> {
  if (wanted === 'wasm') return wasmEngine('the settings say so');
  const engine = findEngine(engineOptions(context));
  if (wanted === 'auto' || engine.engine === 'native') return engine;
  const setUp = l10n.t('Set Up TensorFlow');
  const text = l10n.t('The settings ask for native TensorFlow, and it has not been set up yet.');
  if ((await window.showErrorMessage(text, setUp)) === setUp) await commands.executeCommand('tensorscope.installEngine');
  return undefined;
}
