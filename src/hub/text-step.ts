/** What a module does to a text before it looks words up, in its own order. Plain data. */
export type TextStep =
  /** Lowercase: letters of ASCII only, or those of all scripts. */
  | { readonly kind: 'lower'; readonly scripts: 'ascii' | 'all' }
  | { readonly kind: 'strip' }
  /** `pattern` and `rewrite` in the syntax of RE2. */
  | { readonly kind: 'replace'; readonly pattern: string; readonly rewrite: string; readonly every: boolean }
  | { readonly kind: 'split'; readonly at: SplitPlace };

/** Runs of white space, a separator, or any of some characters; empty pieces between two of these count only where `keepsEmpty`. */
export type SplitPlace =
  | { readonly kind: 'space' }
  | { readonly kind: 'separator'; readonly text: string }
  | { readonly kind: 'characters'; readonly text: string; readonly keepsEmpty: boolean };

/** How a module looks up words: in a file of them, or by a hash, which knows every word. */
export type WordLookup =
  | {
      readonly kind: 'file';
      /** Path of the asset within the module's folder. */
      readonly asset: string;
      /** Column of a line that holds the word; null: the whole line. */
      readonly column: number | null;
      readonly delimiter: string;
      /** Lines that are read; null: all. */
      readonly lines: number | null;
    }
  | { readonly kind: 'hash' };

/** How a text module makes words of a text and looks them up. */
export interface TextReading {
  readonly steps: readonly TextStep[];
  readonly lookup: WordLookup;
}
