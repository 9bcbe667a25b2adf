import { commands, type ViewColumn, window } from 'vscode';
import type { Span } from '../../diagnostics/span';
import { uriOf } from './program';
import { editorRange } from './range';

/**
 * Selects a stretch of a program where it is open, or opens it, `otherwise` in that column. A cell of a notebook is shown in its notebook.
 */
export async function goToSpan(span: Span, otherwise?: ViewColumn): Promise<void> {
  const uri = uriOf(span.path);
  const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const viewColumn = open?.viewColumn ?? otherwise;
  await commands.executeCommand('vscode.open', uri, { selection: editorRange(span), viewColumn });
}

/** The same for a page that is to stay in sight: beside it, where no text is in sight. */
export const goToSpanBeside = (span: Span, beside: ViewColumn): Promise<void> =>
  goToSpan(span, window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined)?.viewColumn ?? beside);
