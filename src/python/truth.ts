import type { Span } from '../diagnostics/span';
import type { Value } from '../values/value';
import type { Evaluator } from './evaluator';

/** What a value is in a condition; undefined where it is not known. */
export function truth(evaluator: Evaluator, value: Value, span: Span): boolean | undefined {
  switch (value.kind) {
    case 'none':
      return false;
    case 'bool':
      return value.value;
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'str':
    case 'bytes':
      return value.value !== '';
    case 'tuple':
      return value.items.length > 0;
    case 'list':
      if (value.cell.content?.items === undefined) return value.cell.content?.count ? true : undefined;
      return value.cell.content.items.length > 0;
    case 'dict':
      return value.cell.content === null ? undefined : value.cell.content.size > 0;
    case 'set':
      return value.cell.content === null ? undefined : value.cell.content.length > 0;
    case 'function':
    case 'class':
    case 'builtin':
    case 'method':
    case 'module':
    case 'ellipsis':
    case 'slice':
      return true;
    case 'tensor':
    case 'object':
      return evaluator.library.truth(evaluator.context(span), value);
    default:
      return undefined;
  }
}
