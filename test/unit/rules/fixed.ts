import type { Fix } from '../../../src/diagnostics/diagnostic';

/** A text with the edits of a fix made, from the last to the first. */
export function fixed(text: string, { edits }: Fix): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number) => lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return edits
    .map(({ span, text: put }) => ({ from: offset(span.line, span.column), to: offset(span.endLine, span.endColumn), put }))
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((now, { from, to, put }) => now.slice(0, from) + put + now.slice(to), text);
}
