import { commands, Disposable, window, workspace } from 'vscode';
import { trains } from './files';
import type { Training } from './trainings';

const setContext = (name: string, value: boolean): void => void commands.executeCommand('setContext', `tensorscope.${name}`, value);

/** Keeps the context keys by which menus show "Train" and "Stop": whether the editor in front trains, and whether a run goes on. */
export function keepTrainContext(training: Training): Disposable {
  const file = (): void => setContext('fileTrains', window.activeTextEditor !== undefined && trains(window.activeTextEditor.document));
  const run = (): void => setContext('training', training.isLive);
  file();
  return Disposable.from(
    window.onDidChangeActiveTextEditor(file),
    workspace.onDidSaveTextDocument(file),
    training.onDidStart(run),
    training.onDidChange(run),
  );
}
