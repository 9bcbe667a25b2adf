import { Uri, ViewColumn, window, workspace } from 'vscode';
import type { RecordFile } from '../../export/python-files';
import type { OpenRecords } from './document';

/** The files under the paths by which a program that runs in the workspace's folder would name them. */
export function recordFilesOf({ dataset }: OpenRecords): RecordFile[] {
  return dataset.members.map(({ file, content }) => {
    const uri = Uri.parse(file.uri, true);
    const folder = workspace.getWorkspaceFolder(uri);
    const path = folder ? uri.path.slice(folder.uri.path.length + 1) : uri.scheme === 'file' ? uri.fsPath : uri.path;
    return { path, compression: content.compression };
  });
}

/** Opens a new editor with a text. */
export async function showText(language: string, content: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language, content }), { viewColumn: ViewColumn.Active, preview: false });
}
