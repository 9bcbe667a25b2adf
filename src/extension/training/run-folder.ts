import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Uri, workspace } from 'vscode';
import { runName } from '../../runs/manifest';
import { setting } from '../ui/settings';

/** Folders that hold the runs of this workspace: one a workspace folder, as the setting says. */
export const runRoots = (): string[] =>
  (workspace.workspaceFolders ?? [])
    .filter(folder => folder.uri.scheme === 'file')
    .map(folder => resolve(folder.uri.fsPath, setting('training.runFolder', folder)));

/** A folder, not made yet, for a new run of a file; beside the file itself where it belongs to no workspace folder. */
export function newRunDirectory(file: Uri): string {
  const base = workspace.getWorkspaceFolder(file)?.uri.fsPath ?? join(file.fsPath, '..');
  const root = resolve(base, setting('training.runFolder', file));
  return join(
    root,
    runName(new Date(), basename(file.fsPath, '.py'), name => existsSync(join(root, name))),
  );
}
