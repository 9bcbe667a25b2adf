import type { Span } from '../diagnostics/span';
import { shortName } from '../rules/core/names';
import { dtypeOf } from '../tensor/dtype';
import { asItems } from '../values/read';
import type { ObjectValue, Origin, Value } from '../values/value';
import type { Json } from './plan';
import { Refused } from './refused';

/** A value that the program wrote out, as JSON. What was computed from data, or cannot be written, is refused at `span`. */
export function writtenValue(value: Value, what: string, span: Span): Json {
  switch (value.kind) {
    case 'none':
      return null;
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
      return value.value;
    case 'ellipsis':
      return { ellipsis: true };
    case 'slice':
      return { slice: [value.start, value.stop, value.step].map(part => writtenValue(part, what, span)) };
    case 'tuple':
    case 'list': {
      const items = asItems(value);
      if (items === undefined) throw new Refused(span, `${what} is a list whose length is not known without running the program.`);
      return items.map(item => writtenValue(item, what, span));
    }
    case 'dict': {
      if (value.cell.content === null)
        throw new Refused(span, `What is in the dictionary of ${what} is not known without running the program.`);
      return Object.fromEntries(
        [...value.cell.content.values()].map(item => [
          item.key.kind === 'str' ? item.key.value : String(writtenValue(item.key, what, span)),
          writtenValue(item.value, what, span),
        ]),
      );
    }
    case 'api':
      return dtypeOf(value.name) ?? { name: value.name, config: {} };
    case 'builtin':
      return dtypeOf(value.name) ?? { name: value.name, config: {} };
    case 'object':
      return objectLiteral(value);
    case 'tensor':
      if (value.constant && !value.constant.includes(null))
        return nested(value.constant as (number | string | boolean)[], value.type.shape ?? []);
      throw new Refused(span, `${what} is computed while the program runs; training from the editor needs it written out.`);
    default:
      throw new Refused(span, `${what} is not known without running the program; training from the editor needs it written out.`);
  }
}

/** A constructed object by the name of its class and its arguments; a layer also says its class alone, as the layers of a model do. */
export function objectLiteral({ type, origin }: ObjectValue): Json {
  const config = configOf(origin);
  return type.startsWith('keras.layers.') ? { class: shortName(type), config } : { name: type, config };
}

/** The arguments of a constructor, as JSON. */
export function configOf({ op, args, span }: Origin): { [parameter: string]: Json } {
  const given = Object.entries(args).filter(([name]) => name !== 'self' && name !== 'args');
  return Object.fromEntries(given.map(([name, value]) => [name, writtenValue(value, `The argument ${name} of ${shortName(op)}`, span)]));
}

/** Elements in row-major order as nested lists. */
function nested(elements: readonly (number | string | boolean)[], shape: readonly (number | null)[]): Json {
  const [first, ...rest] = shape;
  if (first === undefined || first === null) return elements[0];
  const size = elements.length / (first || 1);
  return Array.from({ length: first }, (_, row) => nested(elements.slice(row * size, (row + 1) * size), rest));
}
