import type { Span } from '../diagnostics/span';

/** The part of a text that a span covers; lines and columns count from 1, columns in UTF-16 units. */
export function slice(text: string, { line, column, endLine, endColumn }: Span): string {
  const start = startOfLine(text, line);
  const end = endLine === line ? start : startOfLine(text, endLine);
  return text.slice(start + column - 1, end + endColumn - 1);
}

function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let left = line - 1; left > 0; left--) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  return start;
}
