import { ViewColumn, WorkspaceEdit, workspace } from 'vscode';
import type { Edit } from '../../diagnostics/diagnostic';
import { goToSpanBeside } from '../checking/go-to-span';
import { uriOf } from '../checking/program';
import { editorRange } from '../checking/range';

/** Changes programs in one step that can be undone, and shows the first change. The files are left for the user to save. */
export async function insertEdits(edits: readonly Edit[]): Promise<void> {
  const change = new WorkspaceEdit();
  for (const { span, text } of edits) change.replace(uriOf(span.path), editorRange(span), text);
  const [first] = edits;
  if ((await workspace.applyEdit(change)) && first) await goToSpanBeside(first.span, ViewColumn.Beside);
}
