import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A file of the sample workspace that is open. */
export function sample(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a workspace is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Waits until something is there, at most 20 seconds. */
export async function until<T>(find: () => T | undefined | false | PromiseLike<T | undefined | false>, what: string): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`It did not come about within 20 s that ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** The tabs of all groups. */
export const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap(group => group.tabs);

export const closeAllEditors = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');
