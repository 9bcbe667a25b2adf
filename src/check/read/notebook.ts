/** A cell of a notebook, in the order of the document. `path` tells its diagnostics from those of other cells. */
export interface NotebookCell {
  readonly path: string;
  readonly text: string;
  /** It is expected to raise (nbconvert's tag `raises-exception`), so nothing in it is told. */
  readonly raises: boolean;
}

/** Lines that only a notebook understands (`%magic`, `!command`, `?help`), made into lines that Python reads, with the same length. */
export function withoutMagics(text: string): string {
  if (/^\s*%%(?!time|capture)/.test(text)) return text.replace(/[^\n]/g, ' ');
  return text
    .split('\n')
    .map(line =>
      /^\s*(%|!|\?)|^[\w.]+\?{1,2}\s*$/.test(line)
        ? `${/^\s*/.exec(line)?.[0] ?? ''}pass`.padEnd(line.length).slice(0, Math.max(line.length, 4))
        : line,
    )
    .join('\n');
}

/** The code cells of a notebook file (nbformat 4); undefined where the text is no notebook. */
export function notebookCells(path: string, text: string): NotebookCell[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const cells = (document as { cells?: unknown } | null)?.cells;
  if (!Array.isArray(cells)) return undefined;
  return cells.flatMap((cell: { cell_type?: unknown; source?: unknown; metadata?: { tags?: unknown } } | null, index) => {
    if (cell?.cell_type !== 'code') return [];
    const source = Array.isArray(cell.source) ? cell.source.join('') : String(cell.source ?? '');
    const tags = cell.metadata?.tags;
    return [{ path: `${path}#cell${index + 1}`, text: source, raises: Array.isArray(tags) && tags.includes('raises-exception') }];
  });
}
