import { joinShapes, type Shape } from '../../tensor/shape';
import { asEntries, asItems } from '../../values/read';
import { dict, type TensorValue, tuple, UNKNOWN, type Value } from '../../values/value';
import { tensor, typeOf } from '../core/tensors';

/** Each tensor of a nest changed; what is no tensor stays, what is not known stays unknown. */
export function mapNest(value: Value, change: (tensor: TensorValue) => Value): Value {
  switch (value.kind) {
    case 'tensor':
      return change(value);
    case 'tuple':
      return { ...value, items: value.items.map(item => mapNest(item, change)) };
    case 'list':
      return value.cell.content?.items ? tuple(value.cell.content.items.map(item => mapNest(item, change))) : UNKNOWN;
    case 'dict':
      return value.cell.content === null
        ? UNKNOWN
        : dict([...value.cell.content.values()].map(item => ({ key: item.key, value: mapNest(item.value, change) })));
    case 'none':
      return value;
    default:
      return UNKNOWN;
  }
}

/** The members of one level of a nest: of a tuple, a list or a dictionary; undefined for a leaf. */
export const members = (value: Value): readonly Value[] | undefined =>
  value.kind === 'dict'
    ? value.cell.content === null
      ? undefined
      : [...value.cell.content.values()].map(item => item.value)
    : asItems(value);

/** Leaves of a nest, in order. */
export const leaves = (value: Value): Value[] => members(value)?.flatMap(leaves) ?? [value];

/** A nest as tf.data reads it: tuples and dictionaries are structure, lists and everything else become tensors. */
export function components(value: Value, change: (tensor: TensorValue) => Value): Value {
  if (value.kind === 'tensor') return change(value);
  if (value.kind === 'tuple') return { ...value, items: value.items.map(item => components(item, change)) };
  const entries = asEntries(value);
  if (entries) return dict(entries.map(([name, item]) => ({ key: { kind: 'str', value: name }, value: components(item, change) })));
  const type = typeOf(value);
  return type === undefined ? UNKNOWN : change(tensor('eager', type.shape, type.dtype));
}

/** What a function that tf.data traces gives, as an element: lists are tuples, numbers and arrays are tensors. */
export function asElement(value: Value): Value {
  switch (value.kind) {
    case 'tensor':
      return value.family === 'graph' ? value : { ...withoutConstant(value), family: 'graph' };
    case 'tuple':
      return { ...value, items: value.items.map(asElement) };
    case 'list':
      return value.cell.content?.items ? tuple(value.cell.content.items.map(asElement)) : UNKNOWN;
    case 'dict':
      return value.cell.content === null
        ? UNKNOWN
        : dict([...value.cell.content.values()].map(item => ({ key: item.key, value: asElement(item.value) })));
    case 'none':
    case 'object':
      return value;
    default: {
      const type = typeOf(value);
      return type === undefined ? UNKNOWN : tensor('graph', type.shape, type.dtype);
    }
  }
}

const withoutConstant = ({ constant: _constant, ...rest }: TensorValue): TensorValue => rest;

/** A tensor of the same kind (ragged, sparse) with other dimensions, and nothing known of where it came from. */
export const withShape = (value: TensorValue, shape: Shape): TensorValue => ({
  kind: 'tensor',
  family: 'graph',
  type: { ...value.type, shape },
  ...(value.facts && { facts: value.facts }),
});

export type Mismatch = { readonly a: Value; readonly b: Value };

/** What is known of an element that is one of two, or the two parts that cannot both be elements of one dataset. */
export function mergedElement(a: Value, b: Value): Value | Mismatch {
  if (a.kind === 'unknown' || b.kind === 'unknown') return UNKNOWN;
  if (a.kind === 'tensor' && b.kind === 'tensor') {
    if (a.type.sparse !== b.type.sparse || a.type.raggedRank !== b.type.raggedRank) return UNKNOWN;
    if (a.type.dtype === null || b.type.dtype === null) return UNKNOWN;
    return a.type.dtype === b.type.dtype ? withShape({ ...a, facts: undefined }, joinShapes(a.type.shape, b.type.shape)) : { a, b };
  }
  if (a.kind !== b.kind)
    return ['tensor', 'tuple', 'dict'].includes(a.kind) && ['tensor', 'tuple', 'dict'].includes(b.kind) ? { a, b } : UNKNOWN;
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    if (a.items.length !== b.items.length) return { a, b };
    const items = a.items.map((item, index) => mergedElement(item, b.items[index]));
    const clash = items.find(isMismatch);
    return clash ? { a, b } : tuple(items as Value[]);
  }
  const [left, right] = [asEntries(a), asEntries(b)];
  if (!left || !right) return UNKNOWN;
  const others = new Map(right);
  if (left.length !== right.length || left.some(([name]) => !others.has(name))) return { a, b };
  const items = left.map(([name, item]) => mergedElement(item, others.get(name) ?? UNKNOWN));
  if (items.some(isMismatch)) return { a, b };
  return dict(left.map(([name], index) => ({ key: { kind: 'str', value: name }, value: items[index] as Value })));
}
export const isMismatch = (value: Value | Mismatch): value is Mismatch => !('kind' in value);

/** Whether every part of an element is a tensor of so many rows. */
export const hasRows = (element: Value, rows: number | null | undefined): boolean =>
  leaves(element).every(leaf => leaf.kind === 'tensor' && rows !== undefined && leaf.type.shape?.[0] === rows);
