import type { Span } from '../../diagnostics/span';
import type { Arguments } from '../../values/library';
import { asInt, asString } from '../../values/read';
import {
  bool,
  type DictItem,
  int,
  keyOf,
  list,
  listContent,
  type MethodValue,
  NONE,
  repeatedContent,
  str,
  tuple,
  UNKNOWN,
  type Value,
} from '../../values/value';
import type { Evaluator } from '../evaluator';
import { formatValue } from '../format';
import { iterate } from '../iterate';
import { appended, extended } from '../lists';
import { combinedSets, equal } from '../operators';
import { sortedItems } from './sorting';

/** A call of a method of one of Python's own containers or texts. */
interface MethodCall<Self> {
  readonly evaluator: Evaluator;
  readonly span: Span;
  readonly self: Self;
  readonly args: readonly Value[];
  readonly keywords: Arguments['keywords'];
}
type Row<Self> = (call: MethodCall<Self>) => Value;
type Self<K extends Value['kind']> = Extract<Value, { kind: K }>;

/** Writes a list's items; null: not known any more. */
const rewrite = ({ evaluator, self }: MethodCall<Self<'list'>>, items: readonly Value[] | null, spans?: readonly Span[]): Value => {
  evaluator.heap.write(self.cell, listContent(items, spans));
  return NONE;
};

const listRows: { [name: string]: Row<Self<'list'>> } = {
  append: call => {
    const content = call.self.cell.content;
    const item = call.args[0] ?? UNKNOWN;
    if (content?.items) return rewrite(call, [...content.items, item], content.spans && [...content.spans, call.span]);
    call.evaluator.heap.write(call.self.cell, appended(content, item));
    return NONE;
  },
  extend: call => {
    const added = call.args[0] && iterate(call.evaluator, call.args[0], call.span);
    const more = added && ('items' in added ? { items: added.items } : repeatedContent(added.each, added.count));
    call.evaluator.heap.write(call.self.cell, extended(call.self.cell.content, more ?? null));
    return NONE;
  },
  insert: call => {
    const items = call.self.cell.content?.items;
    const at = asInt(call.args[0]);
    return rewrite(call, items && at !== undefined ? items.toSpliced(at, 0, call.args[1] ?? UNKNOWN) : null);
  },
  pop: call => {
    const items = call.self.cell.content?.items;
    const at = call.args.length === 0 ? -1 : asInt(call.args[0]);
    const popped = items && at !== undefined ? (items.at(at) ?? UNKNOWN) : UNKNOWN;
    rewrite(call, items && at !== undefined ? items.toSpliced(at, 1) : null);
    return popped;
  },
  clear: call => rewrite(call, []),
  reverse: call => {
    const content = call.self.cell.content;
    return content && content.items === undefined ? NONE : rewrite(call, content && [...content.items].reverse());
  },
  sort: call => rewrite(call, sortedItems(call.evaluator, call.self.cell.content?.items, call.keywords, call.span)),
  remove: call => {
    const items = call.self.cell.content?.items;
    const verdicts = items?.map(item => equal(item, call.args[0]));
    const at = verdicts?.findIndex(verdict => verdict !== false) ?? -1;
    return rewrite(call, items && at >= 0 && verdicts?.[at] === true ? items.toSpliced(at, 1) : null);
  },
  copy: ({ self }) => ({ kind: 'list', cell: { content: self.cell.content } }),
  index: ({ self, args: [wanted] }) => {
    const items = self.cell.content?.items;
    const verdicts = items?.map(item => equal(item, wanted));
    const at = verdicts?.findIndex(verdict => verdict !== false) ?? -1;
    return at >= 0 && verdicts?.[at] === true ? int(at) : UNKNOWN;
  },
  count: ({ self, args: [wanted] }) => countOf(self.cell.content?.items, wanted),
};

const countOf = (items: readonly Value[] | undefined, wanted: Value): Value => {
  const verdicts = items?.map(item => equal(item, wanted));
  return verdicts === undefined || verdicts.includes(undefined) ? UNKNOWN : int(verdicts.filter(Boolean).length);
};

const entries = (self: Self<'dict'>): readonly DictItem[] | undefined =>
  self.cell.content === null ? undefined : [...self.cell.content.values()];
const view = (self: Self<'dict'>, of: (item: DictItem) => Value): Value => {
  const items = entries(self);
  return items === undefined ? UNKNOWN : tuple(items.map(of));
};

const dictRows: { [name: string]: Row<Self<'dict'>> } = {
  keys: ({ self }) => view(self, item => item.key),
  values: ({ self }) => view(self, item => item.value),
  items: ({ self }) => view(self, item => tuple([item.key, item.value])),
  copy: ({ self }) => ({ kind: 'dict', cell: { content: self.cell.content } }),
  get: ({ self, args: [key, otherwise = NONE] }) => {
    const name = key && keyOf(key);
    return self.cell.content === null || name === undefined ? UNKNOWN : (self.cell.content.get(name)?.value ?? otherwise);
  },
  setdefault: ({ evaluator, self, args: [key, value = NONE] }) => {
    const name = key && keyOf(key);
    if (self.cell.content === null || name === undefined) return UNKNOWN;
    const found = self.cell.content.get(name);
    if (found === undefined) evaluator.heap.write(self.cell, new Map(self.cell.content).set(name, { key, value }));
    return found?.value ?? value;
  },
  pop: ({ evaluator, self, args: [key, otherwise = UNKNOWN] }) => {
    const name = key && keyOf(key);
    if (self.cell.content === null || name === undefined) {
      evaluator.heap.write(self.cell, null);
      return UNKNOWN;
    }
    const found = self.cell.content.get(name);
    const rest = new Map(self.cell.content);
    rest.delete(name);
    evaluator.heap.write(self.cell, rest);
    return found?.value ?? otherwise;
  },
  update: ({ evaluator, self, args: [other], keywords }) => {
    const added = other === undefined ? new Map() : other.kind === 'dict' ? other.cell.content : null;
    const named = keywords.map(({ name, value }) => [`s${name}`, { key: str(name), value }] as const);
    evaluator.heap.write(self.cell, self.cell.content && added && new Map([...self.cell.content, ...added, ...named]));
    return NONE;
  },
};

const text =
  (change: (text: string, ...args: string[]) => string): Row<Self<'str'>> =>
  ({ self, args }) => {
    const strings = args.map(asString);
    return strings.includes(undefined) ? UNKNOWN : str(change(self.value, ...(strings as string[])));
  };
const test =
  (holds: (text: string, part: string) => boolean): Row<Self<'str'>> =>
  ({ self, args: [part] }) => {
    const parts = part?.kind === 'tuple' ? part.items.map(asString) : [asString(part)];
    return parts.includes(undefined) ? UNKNOWN : bool(parts.some(one => holds(self.value, one as string)));
  };
const stripped = (value: string, characters: string | undefined, start: boolean, end: boolean): string => {
  const strips = (letter: string) => (characters === undefined ? /\s/.test(letter) : characters.includes(letter));
  let [from, to] = [0, value.length];
  while (start && from < to && strips(value[from])) from++;
  while (end && to > from && strips(value[to - 1])) to--;
  return value.slice(from, to);
};

/** `"{} {name:>4}".format(…)` for plain fields. */
const format: Row<Self<'str'>> = ({ self, args, keywords }) => {
  let next = 0;
  let known = true;
  const formatted = self.value.replace(/\{\{|\}\}|\{([^{}:!]*)(?::([^{}]*))?\}/g, (whole, field?: string, spec?: string) => {
    if (field === undefined) return whole[0];
    const value =
      field === '' ? args[next++] : /^\d+$/.test(field) ? args[Number(field)] : keywords.find(({ name }) => name === field)?.value;
    const printed = value && formatValue(value, spec ?? '');
    if (printed === undefined) known = false;
    return printed ?? '';
  });
  return known ? str(formatted) : UNKNOWN;
};

const strRows: { [name: string]: Row<Self<'str'>> } = {
  format,
  lower: text(value => value.toLowerCase()),
  upper: text(value => value.toUpperCase()),
  title: text(value => value.toLowerCase().replace(/\p{L}+/gu, word => word[0].toUpperCase() + word.slice(1))),
  strip: text((value, characters) => stripped(value, characters, true, true)),
  lstrip: text((value, characters) => stripped(value, characters, true, false)),
  rstrip: text((value, characters) => stripped(value, characters, false, true)),
  replace: text((value, from, to) => value.replaceAll(from, () => to)),
  startswith: test((value, part) => value.startsWith(part)),
  endswith: test((value, part) => value.endsWith(part)),
  isdigit: ({ self }) => bool(/^\d+$/.test(self.value)),
  zfill: ({ self, args: [width] }) => str(self.value.padStart(Math.min(asInt(width) ?? 0, 1000), '0')),
  split: ({ self, args: [separator, limit], keywords }) => {
    if (limit !== undefined || keywords.length > 0) return list(null);
    const by = separator === undefined || separator.kind === 'none' ? undefined : asString(separator);
    if (separator !== undefined && separator.kind !== 'none' && !by) return list(null);
    const parts = by === undefined ? self.value.trim().split(/\s+/).filter(Boolean) : self.value.split(by);
    return list(parts.map(str));
  },
  splitlines: ({ self }) => list(self.value.replace(/\n$/, '').split('\n').map(str)),
  join: ({ evaluator, self, args: [iterable], span }) => {
    const iterated = iterable && iterate(evaluator, iterable, span);
    const parts = iterated && 'items' in iterated ? iterated.items.map(asString) : [undefined];
    return parts.includes(undefined) ? UNKNOWN : str(parts.join(self.value));
  },
  count: ({ self, args: [part] }) => {
    const wanted = asString(part);
    return wanted ? int(self.value.split(wanted).length - 1) : UNKNOWN;
  },
};

const tupleRows: { [name: string]: Row<Self<'tuple'>> } = {
  count: ({ self, args: [wanted] }) => countOf(self.items, wanted),
  index: ({ self, args: [wanted] }) => {
    const at = self.items.findIndex(item => equal(item, wanted) !== false);
    return at >= 0 && equal(self.items[at], wanted) === true ? int(at) : UNKNOWN;
  },
};

/** A method that an operator stands for: `difference` is "-". */
const combined =
  (op: '-' | '|' | '&' | '^'): Row<Self<'set'>> =>
  ({ evaluator, self, args, span }) =>
    args.reduce<Value>((left, other) => {
      const items = iterate(evaluator, other, span);
      const right = items && 'items' in items ? items.items : null;
      return left.kind === 'set' ? combinedSets(op, left.cell.content, right) : UNKNOWN;
    }, self);

const setRows: { [name: string]: Row<Self<'set'>> } = {
  difference: combined('-'),
  union: combined('|'),
  intersection: combined('&'),
  symmetric_difference: combined('^'),
  add: ({ evaluator, self, args: [item] }) => {
    const content = self.cell.content;
    const held = content?.map(other => equal(other, item));
    const next = content === null || !held || held.includes(undefined) ? null : held.includes(true) ? content : [...content, item];
    evaluator.heap.write(self.cell, next);
    return NONE;
  },
};

const tables = { list: listRows, dict: dictRows, str: strRows, tuple: tupleRows, set: setRows } as unknown as {
  [kind: string]: { [name: string]: Row<Value> };
};

/** Whether values of this kind have methods here. A method that has no row may change its object, so calling it through `callMethod` forgets the content. */
export const hasMethods = (kind: string): boolean => Object.hasOwn(tables, kind);

export function callMethod(evaluator: Evaluator, method: MethodValue, args: Arguments, span: Span): Value {
  const { self, owner, name } = method;
  const row = Object.hasOwn(tables, owner) && Object.hasOwn(tables[owner], name) ? tables[owner][name] : undefined;
  if (row === undefined || args.open) {
    if (self.kind === 'list' || self.kind === 'dict' || self.kind === 'set') evaluator.heap.write<unknown>(self.cell, null);
    return UNKNOWN;
  }
  return row({ evaluator, span, self, args: args.positional.map(({ value }) => value), keywords: args.keywords });
}
