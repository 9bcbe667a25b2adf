import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A file of the sample workspace that is open. */
export function sample(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a workspace is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** How long something may take to come about on a busy machine, and how often it is looked for. */
const PATIENCE_MS = 60_000;
const BETWEEN_LOOKS_MS = 50;

/** Waits until something is there. */
export async function until<T>(find: () => T | undefined | false | PromiseLike<T | undefined | false>, what: string): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`It did not come about within ${PATIENCE_MS / 1000} s that ${what}.`);
    await new Promise(resolve => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
}

/** The tabs of all groups. */
export const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap(group => group.tabs);

export const closeAllEditors = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');
