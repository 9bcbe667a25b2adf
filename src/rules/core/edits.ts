import type { Edit } from '../../diagnostics/diagnostic';
import { type Span, through } from '../../diagnostics/span';
import type { CallContext } from '../../values/library';
import type { Bound } from './bind';

/** Changes of a program's text that leave it a correct program: each is undefined, or nothing, where the text does not have the form it needs. */
export type Edits = readonly Edit[];

/** What tells how the program is written. */
export type ProgramWords = Pick<CallContext, 'textAt'>;

/** A call as the program writes it. */
export interface Written {
  readonly config: Bound;
  readonly span: Span;
}

export const before = (span: Span): Span => ({ ...span, endLine: span.line, endColumn: span.column });
export const after = (span: Span): Span => ({ ...span, line: span.endLine, column: span.endColumn });
/** What stands between two places. */
export const between = (left: Span, right: Span): Span => through(after(left), before(right));

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.path === outer.path &&
  (inner.line > outer.line || (inner.line === outer.line && inner.column >= outer.column)) &&
  (inner.endLine < outer.endLine || (inner.endLine === outer.endLine && inner.endColumn <= outer.endColumn));

/** A change that adds keywords behind the last argument of a call. */
export function addKeywords(context: ProgramWords, { config, span }: Written, keywords: { [name: string]: string }): Edits | undefined {
  const last = Object.keys(config.all)
    .map(argument => config.spanOf(argument))
    .filter(argument => isWithin(argument, span) && argument !== span)
    .sort((a, b) => a.endLine - b.endLine || a.endColumn - b.endColumn)
    .at(-1);
  const rest = last && context.textAt(through(after(last), span));
  // More than the call's own parenthesis: the argument stands in parentheses of its own.
  if (last === undefined || rest === undefined || !/^[^()#]*\)$/.test(rest)) return undefined;
  const text = Object.entries(keywords)
    .map(([name, value]) => `, ${name}=${value}`)
    .join('');
  return [{ span: after(last), text }];
}

/** A change that gives a call one more keyword, or another value for it. */
export function setKeyword(context: ProgramWords, written: Written, name: string, value: string): Edits | undefined {
  const { config, span } = written;
  if (!config.given(name)) return addKeywords(context, written, { [name]: value });
  const at = config.spanOf(name);
  // What `*` or `**` spreads is no value of its own.
  const isSpread = context.textAt(at)?.startsWith('*');
  return isWithin(at, span) && !isSpread ? [{ span: at, text: value }] : undefined;
}

/** Whether something may be written right behind a text: a name with calls, indices and attributes, and no operator. */
function isPrimary(text: string): boolean {
  if (!/^[A-Za-z_]/.test(text)) return false;
  let depth = 0;
  for (const letter of text) {
    if ('([{'.includes(letter)) depth++;
    else if (')]}'.includes(letter)) depth--;
    else if (depth === 0 && !/[\w.]/.test(letter)) return false;
  }
  return depth === 0;
}

/** A change that writes something right behind an expression, which gets parentheses where it needs them. */
export function suffixed(context: CallContext, span: Span, suffix: string): Edits {
  const text = context.textAt(span);
  if (text === undefined || isPrimary(text)) return [{ span: after(span), text: suffix }];
  return [
    { span: before(span), text: '(' },
    { span: after(span), text: `)${suffix}` },
  ];
}

/** A change that makes an expression the argument of a call. */
export const wrapped = (span: Span, opening: string, closing = ')'): Edits => [
  { span: before(span), text: opening },
  { span: after(span), text: closing },
];

/** How a program can write the name of another member of the module that it takes a name from, and the import that this needs. */
export function siblingName(context: CallContext, { config, span }: Written, name: string): { text: string; edits: Edits } | undefined {
  const written = config.name && context.textAt(config.name);
  if (!config.name || written === undefined || !isWithin(config.name, span)) return undefined;
  const path = context.textAt(through(before(span), before(config.name)));
  if (path === undefined || (path !== '' && !/^[\w.]+\.$/.test(path))) return undefined;
  if (path !== '') return { text: `${path}${name}`, edits: [] };
  const edits = importBeside(context, span.path, written, name);
  return edits && { text: name, edits };
}

/** A change that imports one more name where another one is imported by name; nothing where the file has it already. */
function importBeside(context: CallContext, path: string, known: string, name: string): Edits | undefined {
  const text = context.textAt({ path, line: 1, column: 1, endLine: Number.MAX_SAFE_INTEGER, endColumn: 1 });
  if (text === undefined) return undefined;
  const imports = [...text.matchAll(/^from [\w.]+ import (\([^)#]*\)|[^\n#(]*)/gm)];
  if (imports.some(([, names]) => new RegExp(`\\b${name}\\b`).test(names))) return [];
  for (const statement of imports) {
    const names = statement[1];
    const at = new RegExp(`\\b${known}\\b(?! *as)`).exec(names);
    if (at === null) continue;
    const lines = text.slice(0, statement.index + statement[0].length - names.length + at.index).split('\n');
    const place = { path, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
    return [{ span: { ...place, endLine: place.line, endColumn: place.column }, text: `${name}, ` }];
  }
  return undefined;
}

/** A change that drops the first of the items of a tuple; one item alone is a tuple only with a comma. */
export function withoutFirst(context: CallContext, spans: readonly Span[]): Edits | undefined {
  const last = spans.at(-1);
  if (spans.length < 2 || last === undefined) return undefined;
  const end = after(last);
  const next = context.textAt({ ...end, endColumn: end.column + 1 });
  if (next !== ')' && next !== ',') return undefined;
  const edits = [{ span: through(before(spans[0]), before(spans[1])), text: '' }];
  return spans.length === 2 && next === ')' ? [...edits, { span: end, text: ',' }] : edits;
}
