/** A stretch of a source file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Span {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** From the start of one to the end of the other. */
export const through = (from: Span, to: Span): Span => ({ ...from, endLine: to.endLine, endColumn: to.endColumn });
