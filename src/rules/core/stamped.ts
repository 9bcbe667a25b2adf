import type { Origin, Value } from '../../values/value';
import { carried } from './carried';
import { tensorsIn } from './tensors';

/** Gives the tensors of a result that have no origin yet this one, with the way to each. */
export function stamped(value: Value, origin: Origin): Value {
  if (value.kind === 'tensor') return value.origin ? value : { ...carried(origin, value), origin };
  if (value.kind === 'tuple' && tensorsIn(value).length > 0)
    return { ...value, items: value.items.map((item, index) => stamped(item, { ...origin, path: [...(origin.path ?? []), index] })) };
  if (value.kind === 'list' && value.cell.content?.items && tensorsIn(value).length > 0) {
    const items = value.cell.content.items.map((item, index) => stamped(item, { ...origin, path: [...(origin.path ?? []), index] }));
    return { kind: 'list', cell: { content: { ...value.cell.content, items } } };
  }
  if (value.kind === 'dict' && value.cell.content && tensorsIn(value).length > 0) {
    const entries = [...value.cell.content].map(([key, item]) => {
      const path = [...(origin.path ?? []), item.key.kind === 'str' ? item.key.value : key];
      return [key, { ...item, value: stamped(item.value, { ...origin, path }) }] as const;
    });
    return { kind: 'dict', cell: { content: new Map(entries) } };
  }
  return value;
}
