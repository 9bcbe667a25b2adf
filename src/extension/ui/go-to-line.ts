import { NotebookCellKind, NotebookRange, Range, type Uri, window, workspace } from 'vscode';

/** Opens a file at a line, which counts from 1; in a notebook through all its code cells. */
export async function goToLine(uri: Uri, line: number): Promise<void> {
  if (uri.scheme === 'file' && uri.path.endsWith('.ipynb')) return goToCell(uri, line);
  const position = new Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0);
  await window.showTextDocument(uri, { selection: position });
}

async function goToCell(uri: Uri, line: number): Promise<void> {
  const notebook = await workspace.openNotebookDocument(uri);
  let first = 1;
  const cell = notebook.getCells().find(({ kind, document: { lineCount } }) => {
    if (kind !== NotebookCellKind.Code) return false;
    first += lineCount;
    return line < first;
  });
  const selections = cell ? [new NotebookRange(cell.index, cell.index + 1)] : [];
  await window.showNotebookDocument(notebook, { selections });
}
