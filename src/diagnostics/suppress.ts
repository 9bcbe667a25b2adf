import type { Level, RuleName } from './catalogue';
import type { Diagnostic } from './diagnostic';

/** What a user sets for a rule. */
export type RuleSetting = Level | 'off' | 'default';
export type LevelSettings = { readonly [rule in RuleName]?: RuleSetting };

/** `# tensorscope: ignore` at the end of a line, for all rules or for those in brackets. */
const comment = /#\s*tensorscope:\s*ignore(?:\[([\w\s,-]*)\])?/;

/** Rules that a line asks to be silent; "all" without brackets. */
function ignoredOn(line: string | undefined): Set<string> | 'all' | undefined {
  const match = line === undefined ? null : comment.exec(line);
  if (match === null) return undefined;
  return match[1] === undefined ? 'all' : new Set(match[1].split(',').map(rule => rule.trim()));
}

/** The diagnostics of one file as the user wants them: those of its own text, without the ignored ones, at the levels that are set, in order. */
export function reported(diagnostics: readonly Diagnostic[], path: string, text: string, levels: LevelSettings = {}): Diagnostic[] {
  const lines = text.split('\n');
  return diagnostics
    .filter(({ span, rule }) => {
      if (span.path !== path || levels[rule] === 'off') return false;
      // A statement over several lines may be silenced at either end.
      return ![span.line, span.endLine].some(line => {
        const ignored = ignoredOn(lines[line - 1]);
        return ignored === 'all' || ignored?.has(rule);
      });
    })
    .map(diagnostic => {
      const level = levels[diagnostic.rule];
      return level === undefined || level === 'default' || level === 'off' ? diagnostic : { ...diagnostic, level };
    })
    .sort((a, b) => a.span.line - b.span.line || a.span.column - b.span.column);
}
