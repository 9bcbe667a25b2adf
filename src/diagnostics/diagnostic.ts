import type { Span } from './span';

/** error: the program raises; warning: it runs and is almost surely wrong, or may raise; the others: good to know. */
export type Level = 'error' | 'warning' | 'information' | 'hint';

export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** A change of the source that mends a diagnostic. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** Something worth telling the user, at its cause. `rule` is a name of the catalogue in src/check. */
export interface Diagnostic {
  readonly rule: string;
  readonly level: Level;
  /** In the user's words: what does not fit what, and what to do. */
  readonly message: string;
  readonly span: Span;
  /** Where it crashes, what was meant, Keras's own words. */
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** What is wrong, as a key: the same mistake showing at several places is told once. */
  readonly mistake?: string;
}
