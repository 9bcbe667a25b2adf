import { Uri, ViewColumn, window, workspace } from 'vscode';
import type { OpenRecords } from './document';

/** Paths as a program that runs in the workspace's folder would name them. */
export function pathsOf({ dataset }: OpenRecords): string[] {
  return dataset.files.map(file => {
    const uri = Uri.parse(file.uri, true);
    const folder = workspace.getWorkspaceFolder(uri);
    if (!folder) return uri.scheme === 'file' ? uri.fsPath : uri.path;
    return uri.path.slice(folder.uri.path.length + 1);
  });
}

/** Opens a new editor with a text. */
export async function showText(language: string, content: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language, content }), { viewColumn: ViewColumn.Active, preview: false });
}
