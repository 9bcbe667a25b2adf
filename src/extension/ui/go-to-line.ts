import { Range, type Uri, window } from 'vscode';

/** Opens a file at a line, which counts from 1. */
export async function goToLine(uri: Uri, line: number): Promise<void> {
  const position = new Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0);
  await window.showTextDocument(uri, { selection: position });
}
