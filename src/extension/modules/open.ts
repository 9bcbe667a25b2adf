import { commands, FileType, l10n, Uri, window, workspace } from 'vscode';

/** The viewer's names among the editors (package.json, contributes.customEditors): HDF5 files are not ours alone, so it is only offered for them. */
export const MODULE_VIEW = 'tensorscope.module';
export const HDF5_VIEW = 'tensorscope.hdf5';

export const SAVED_MODEL_FILE = 'saved_model.pb';

/** "Open Module": a SavedModel by its folder, or a file of a model or of weights; asks for one where none is meant. */
export async function openModule(uri: Uri | string | undefined): Promise<void> {
  const chosen = typeof uri === 'string' ? Uri.parse(uri, true) : (uri ?? (await window.showOpenDialog(questions()))?.[0]);
  if (chosen === undefined) return;
  const file = (await isFolder(chosen)) ? Uri.joinPath(chosen, SAVED_MODEL_FILE) : chosen;
  await commands.executeCommand('vscode.openWith', file, /(?<!\.weights)\.(h5|hdf5)$/i.test(file.path) ? HDF5_VIEW : MODULE_VIEW);
}

const questions = () => ({
  title: l10n.t('Open Module'),
  canSelectMany: false,
  filters: { [l10n.t('Models and weights')]: ['pb', 'keras', 'h5', 'hdf5', 'safetensors'] },
});

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
