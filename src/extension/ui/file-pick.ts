import { type QuickPickItem, type Uri, workspace } from 'vscode';

/** A file as the editor's own Quick Open lists it: its name, and the folder of the workspace that it is in, if it is in one. */
export function fileItem(uri: Uri): QuickPickItem {
  const path = workspace.asRelativePath(uri);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { label: name, description: path.slice(0, Math.max(0, path.length - name.length - 1)) };
}
