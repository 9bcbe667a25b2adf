import type { Interpretation } from '../../python/interpretation';

/** A program that steps are put into: its text by cell, and what was read of it. */
export interface WrittenProgram {
  readonly reading: Interpretation;
  text(path: string): string | undefined;
}
