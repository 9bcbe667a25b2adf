import type { Span } from '../diagnostics/span';
import { str, type Value } from '../values/value';
import type { Evaluator } from './evaluator';

/** What iterating over a value gives: all items, or one that stands for each; undefined where nothing is known. */
export function iterate(evaluator: Evaluator, value: Value, span: Span): { items: readonly Value[] } | { each: Value } | undefined {
  switch (value.kind) {
    case 'tuple':
      return { items: value.items };
    case 'list':
      return value.cell.content ?? undefined;
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
