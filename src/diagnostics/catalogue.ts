import { rules } from './rules';

/** error: the program raises; warning: it runs and is almost surely wrong, or may raise; the others: good to know. */
export type Level = 'error' | 'warning' | 'information' | 'hint';

export type RuleName = keyof typeof rules;

/** A kind of mistake that is reported: what the user can look up, turn off or give another level. */
export interface RuleEntry {
  /** The level it mostly has; a diagnostic may have a lower one where the data could not be read. */
  readonly level: Level;
  /** One line: what it says. */
  readonly summary: string;
  /** One paragraph: when it is reported. */
  readonly help: string;
}

/** Every rule by the name that diagnostics, settings and `# tensorscope: ignore[…]` use, as docs/rules describes it. */
export const catalogue: { readonly [rule in RuleName]: RuleEntry } = rules;

export const ruleNames = Object.keys(catalogue) as RuleName[];

/** Whether a text names a rule. */
export const isRule = (name: string): name is RuleName => Object.hasOwn(catalogue, name);
