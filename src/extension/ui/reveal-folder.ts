import { commands, Uri } from 'vscode';
import { runRoots } from '../training/run-folder';

/** In the Explorer where it is part of the workspace, else in the system's file manager. */
export async function revealFolder(directory: string): Promise<void> {
  const uri = Uri.file(directory);
  const inWorkspace = runRoots().some(root => directory.startsWith(root));
  await commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', uri);
}
