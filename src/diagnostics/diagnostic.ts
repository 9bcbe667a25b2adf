import type { Level, RuleName } from './catalogue';
import type { Span } from './span';

export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** A place of the source and what is to stand there instead. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A change of the source that mends a diagnostic. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A mistake as a rule reports it, at its cause. */
export interface Mistake {
  readonly rule: RuleName;
  readonly level: Level;
  /** In the user's words: what does not fit what, and what to do. */
  readonly message: string;
  readonly span: Span;
  /** Where it crashes, what was meant, Keras's own words. */
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** What is wrong, as a key: the same mistake showing at several places is reported once. */
  readonly mistake?: string;
  /** It lies in how the model is put together, and not in what the model is given where it shows. */
  readonly inModel?: true;
}

/** A mistake as the user gets it. */
export interface Diagnostic extends Mistake {
  /** Different for each diagnostic of an answer; the same in the next one while rule and place are. */
  readonly id: string;
}

/** A rule reports once at a place, so these two name a diagnostic. */
export const idOf = ({ rule, span }: Pick<Mistake, 'rule' | 'span'>): string => `${rule} ${span.path}:${span.line}:${span.column}`;
