import { commands, window } from 'vscode';
import type { Span } from '../../diagnostics/span';
import { uriOf } from './program';
import { editorRange } from './range';

/** Selects a stretch of a program where it is open, or opens it. A cell of a notebook is shown in its notebook. */
export async function goToSpan(span: Span): Promise<void> {
  const uri = uriOf(span.path);
  const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  await commands.executeCommand('vscode.open', uri, { selection: editorRange(span), viewColumn: open?.viewColumn });
}
