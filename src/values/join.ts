import { sameShape } from '../tensor/shape';
import { joinTypes } from '../tensor/type';
import {
  type DictItem,
  dict,
  type ListContent,
  type Repeated,
  repeatedContent,
  type SomeInteger,
  type TensorValue,
  type TupleValue,
  UNKNOWN,
  type Value,
} from './value';

/** What is known of a value that is one of the two: the least that both share. */
export function join(a: Value, b: Value): Value {
  if (same(a, b)) return a;
  if (a.kind === 'tensor' && b.kind === 'tensor') return joinTensors(a, b);
  if (a.kind === 'tuple' && b.kind === 'tuple') return joinTuples(a, b);
  if (a.kind === 'dict' && b.kind === 'dict') {
    const entries = joinEntries(a.cell.content, b.cell.content);
    return dict(entries === null ? null : entries.values());
  }
  if (a.kind === 'list' && b.kind === 'list') {
    const content = joinLists(a.cell.content, b.cell.content);
    return content === a.cell.content ? a : { kind: 'list', cell: { content } };
  }
  if (a.kind === 'generator' && b.kind === 'generator') {
    const each = join(a.each, b.each);
    return each === a.each ? a : { kind: 'generator', each };
  }
  return UNKNOWN;
}

/** Whether two values are the same object, or equal constants. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'unknown':
      return sameInteger(a.integer, (b as typeof a).integer);
    case 'none':
    case 'ellipsis':
      return true;
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
    case 'bytes':
      return Object.is(a.value, (b as typeof a).value);
    case 'api':
    case 'builtin':
      return a.name === (b as typeof a).name;
    case 'tuple': {
      const items = (b as TupleValue).items;
      return a.items.length === items.length && a.items.every((item, index) => same(item, items[index]));
    }
    case 'method':
      return a.name === (b as typeof a).name && a.owner === (b as typeof a).owner && same(a.self, (b as typeof a).self);
    case 'slice':
      return same(a.start, (b as typeof a).start) && same(a.stop, (b as typeof a).stop) && same(a.step, (b as typeof a).step);
    default:
      return false;
  }
}

const sameInteger = (a: SomeInteger | undefined, b: SomeInteger | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.of === b.of && a.times === b.times && a.plus === b.plus);

/** One of two, which is the first itself where it says no more than both share: what a loop changes settles so. */
function joinTensors(a: TensorValue, b: TensorValue): Value {
  const type = joinTypes(a.type, b.type);
  if (type === undefined || a.family !== b.family) return UNKNOWN;
  const bare = a.constant === undefined && a.facts === undefined && a.origin === undefined;
  if (bare && a.type.dtype === type.dtype && sameShape(a.type.shape, type.shape)) return a;
  return { kind: 'tensor', family: a.family, type };
}

function joinTuples(a: TupleValue, b: TupleValue): Value {
  if (a.items.length !== b.items.length) return UNKNOWN;
  const items = a.items.map((item, index) => join(item, b.items[index]));
  return items.every((item, index) => item === a.items[index]) ? a : { kind: 'tuple', items, ...(a.names && { names: a.names }) };
}

type ListOf = ListContent | Repeated | null;

/** Lists of different lengths share what their items share. */
function joinLists(a: ListOf, b: ListOf): ListOf {
  if (a === null || b === null) return null;
  if (a.items && a.items.length === b.items?.length) {
    const others = b.items;
    const items = a.items.map((item, index) => join(item, others[index]));
    return items.every((item, index) => item === a.items?.[index]) ? a : { items };
  }
  const count = a.items === undefined && b.items === undefined && a.count === b.count ? a.count : null;
  const each = [...(a.items ?? [a.each]), ...(b.items ?? [b.each])].reduce(join);
  const sameSize = a.items !== undefined || a.size === (b.items === undefined ? b.size : undefined);
  return a.items === undefined && each === a.each && count === a.count && sameSize ? a : repeatedContent(each, count);
}

function joinEntries(
  a: ReadonlyMap<string, DictItem> | null,
  b: ReadonlyMap<string, DictItem> | null,
): ReadonlyMap<string, DictItem> | null {
  if (a === null || b === null || a.size !== b.size) return null;
  const joined = new Map<string, DictItem>();
  for (const [key, item] of a) {
    const other = b.get(key);
    if (other === undefined) return null;
    joined.set(key, { key: item.key, value: join(item.value, other.value) });
  }
  return joined;
}

/**
 * What is known of a cell's content that is one of the two. Cells hold a Value (or nothing yet), a list or dict content, a map of attributes, or a library's
 * state; the last is known only where it is the very same.
 */
export function joinContents(a: unknown, b: unknown): unknown {
  if (a === b) return a;
  if (isValue(a) || isValue(b)) return isValue(a) && isValue(b) ? join(a, b) : UNKNOWN;
  // A flag that one way raised stays raised: flags make rules more careful.
  if (typeof a === 'boolean' && typeof b === 'boolean') return true;
  if (isListContent(a) && isListContent(b)) return joinLists(a, b);
  if (a instanceof Map && b instanceof Map) return joinMaps(a, b);
  if (Array.isArray(a) || Array.isArray(b) || a === null || b === null) return null;
  return isObject(a) && isObject(b) ? joinStates(a, b) : undefined;
}

/** States of a library that differ only in values, which are joined: a layer that is called in a loop stays the layer that it is. */
function joinStates(a: object, b: object): object | undefined {
  const [from, to] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if (from.size !== to.size || Object.getPrototypeOf(a) !== Object.prototype) return undefined;
  const joined: { [field: string]: unknown } = {};
  for (const [field, one] of from) {
    const other = to.get(field);
    if (one !== other && isValue(one) && isValue(other)) joined[field] = join(one, other);
    else if (sameNumbers(one, other)) joined[field] = one;
    else return undefined;
  }
  return joined;
}

/** The same thing, or nested lists of the same things: shapes, for one. */
const sameNumbers = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => sameNumbers(item, b[index])));

/** Attributes and entries by name; one that only one side has is unknown, since it may be there. */
function joinMaps(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> | null {
  const anyItem: unknown = a.values().next().value ?? b.values().next().value;
  if (isDictItem(anyItem)) return joinEntries(a as ReadonlyMap<string, DictItem>, b as ReadonlyMap<string, DictItem>);
  const joined = new Map<string, unknown>();
  for (const name of new Set([...a.keys(), ...b.keys()])) joined.set(name, joinContents(a.get(name) ?? UNKNOWN, b.get(name) ?? UNKNOWN));
  return joined;
}

const isObject = (content: unknown): content is object => typeof content === 'object' && content !== null;
const isValue = (content: unknown): content is Value => isObject(content) && typeof (content as { kind?: unknown }).kind === 'string';
const isListContent = (content: unknown): content is ListContent | Repeated =>
  isObject(content) && !('kind' in content) && (Array.isArray((content as ListContent).items) || ('each' in content && 'count' in content));
const isDictItem = (content: unknown): content is DictItem =>
  isObject(content) && 'key' in content && 'value' in content && !('kind' in content);
