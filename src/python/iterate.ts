import type { Span } from '../diagnostics/span';
import { join, same } from '../values/join';
import type { Iterated } from '../values/library';
import { someInteger, str, tuple, UNKNOWN, type Value } from '../values/value';
import type { Evaluator } from './evaluator';

/** One value for each of these: what they have in common, and of whole numbers their range. */
export function standingFor(items: readonly Value[]): Value {
  if (items.length > 0 && items.every(item => same(item, items[0]))) return items[0];
  if (items.length === 0) return UNKNOWN;
  const bounds = items.flatMap(boundsOf);
  if (bounds.length === items.length)
    return someInteger(Math.min(...bounds.map(({ low }) => low)), Math.max(...bounds.map(({ high }) => high)));
  const [first] = items;
  const rows = items.flatMap(item =>
    item.kind === 'tuple' && first.kind === 'tuple' && item.items.length === first.items.length ? [item.items] : [],
  );
  if (rows.length < items.length) return items.reduce(join);
  return tuple(rows[0].map((_, column) => standingFor(rows.map(row => row[column]))));
}

/** Between which whole numbers a value is; nothing where it may be something else. */
function boundsOf(value: Value): readonly { low: number; high: number }[] {
  if (value.kind === 'int') return [{ low: value.value, high: value.value }];
  return value.kind === 'unknown' && value.integer ? [value.integer] : [];
}

/** The same value for another round of a loop: the whole numbers in it are others. */
export function forNextRound(each: Value): Value {
  if (each.kind === 'tuple') return each.items.some(hasInteger) ? { ...each, items: each.items.map(forNextRound) } : each;
  if (each.kind !== 'unknown' || each.integer === undefined) return each;
  return { kind: 'unknown', integer: { ...each.integer, of: {} } };
}
const hasInteger = (value: Value): boolean =>
  value.kind === 'unknown' ? value.integer !== undefined : value.kind === 'tuple' && value.items.some(hasInteger);

/** What iterating over a value gives; undefined where nothing is known. */
export function iterate(evaluator: Evaluator, value: Value, span: Span): Iterated | undefined {
  switch (value.kind) {
    case 'tuple':
      return { items: value.items };
    case 'list':
      if (value.cell.content === null) return undefined;
      return value.cell.content.items ? { items: value.cell.content.items } : value.cell.content;
    case 'generator':
      return { each: value.each, count: null };
    case 'set':
      return value.cell.content === null ? undefined : { items: value.cell.content };
    case 'dict':
      return value.cell.content === null ? undefined : { items: [...value.cell.content.values()].map(item => item.key) };
    case 'str':
      return { items: [...value.value].map(str) };
    case 'tensor':
    case 'object':
    case 'api':
      return evaluator.library.iterate(evaluator.context(span), value);
    default:
      return undefined;
  }
}
