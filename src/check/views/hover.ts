import type { Span } from '../../diagnostics/span';
import type { Hover } from '../../protocol/checking';
import type { ModuleHover } from '../../protocol/module-page';
import type { Interpretation } from '../../python/interpretation';
import { canonical } from '../../rules/core/names';
import type { Value } from '../../values/value';
import { axisNames } from './axes';
import { describe } from './describe';

const holds = ({ path, line, column, endLine, endColumn }: Span, at: { path: string; line: number; column: number }): boolean =>
  path === at.path &&
  (line < at.line || (line === at.line && column <= at.column)) &&
  (at.line < endLine || (at.line === endLine && at.column <= endColumn));

const extent = ({ line, column, endLine, endColumn }: Span): number => (endLine - line) * 10_000 + (endColumn - column);

/**
 * The hover at a place: of the smallest expression around it that is worth showing. Costs one pass over the expressions that were reached. `moduleOf` says
 * what is known of the module or file that a value leads to.
 */
export function hoverAt(
  { values }: Interpretation,
  at: { path: string; line: number; column: number },
  moduleOf: (value: Value) => ModuleHover | undefined = () => undefined,
): Hover | undefined {
  const around = [...values].filter(([expr]) => holds(expr.span, at)).sort(([a], [b]) => extent(a.span) - extent(b.span));
  for (const [{ span }, value] of around) {
    const type = describe(value) ?? (value.kind === 'api' ? value.name : '');
    const module = moduleOf(value);
    if (type === '' && module === undefined) continue;
    const axes = value.kind === 'tensor' ? axisNames(value) : undefined;
    const page = pageOf(value);
    return { span, type, ...(axes && { axes }), ...(page && { page }), ...(module && { module }) };
  }
  return undefined;
}

const documented = /^(tf|keras)\.[\w.]+$/;

/** The reference page of the function or class that a value is or came from. */
function pageOf(value: Value): Hover['page'] {
  const made = value.kind === 'tensor' ? value.origin : undefined;
  const layer = made?.args.self;
  const name = value.kind === 'api' ? value.name : value.kind === 'object' ? value.type : layer?.kind === 'object' ? layer.type : made?.op;
  if (name === undefined || !documented.test(name) || name.includes('__')) return undefined;
  const path = canonical(name)
    .name.replace(/^keras\./, 'tf.keras.')
    .replaceAll('.', '/');
  return { name, url: `https://www.tensorflow.org/api_docs/python/${path}` };
}
