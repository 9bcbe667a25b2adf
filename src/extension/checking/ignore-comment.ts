import type { RuleName } from '../../diagnostics/catalogue';

/** The change of a line that silences a rule on it: an insertion, or a replacement of the list that is there. Columns count from 0. */
export interface LineEdit {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const existing = /#\s*tensorscope:\s*ignore(?:\[([\w\s,-]*)\])?/;

/**
 * Where `# tensorscope: ignore[rule]` goes for a diagnostic that stands on these lines (from 0): at the end of its first line, or of its last where the
 * first one goes on with a backslash or inside a text over several lines.
 */
export function ignoreComment(lines: readonly string[], first: number, last: number, rule: RuleName): LineEdit {
  const line = takesComment(lines[first] ?? '') ? first : last;
  const text = lines[line] ?? '';
  const match = existing.exec(text);
  if (match?.[1] !== undefined) {
    const from = match.index + match[0].length - 1;
    return { line, from, to: from, text: match[1].trim() === '' ? rule : `, ${rule}` };
  }
  const end = text.trimEnd().length;
  return { line, from: end, to: text.length, text: `  # tensorscope: ignore[${rule}]` };
}

/** A comment at the end of the line is a comment there. */
const takesComment = (line: string): boolean => !/\\\s*$/.test(line) && [...line.matchAll(/"""|'''/g)].length % 2 === 0;
