import type { Span } from '../../diagnostics/span';
import type { Arguments } from '../../values/library';
import { asInt, asNumber, asString } from '../../values/read';
import {
  bool,
  type DictItem,
  dict,
  float,
  int,
  keyOf,
  list,
  NONE,
  repeated,
  set,
  someInteger,
  str,
  tuple,
  UNKNOWN,
  type Value,
} from '../../values/value';
import { plainArguments } from '../arguments';
import { lengthOf } from '../containers';
import type { Evaluator } from '../evaluator';
import { reprOf, strOf } from '../format';
import { iterate, standingFor } from '../iterate';
import { attributeOf } from '../lookup';
import { applyBinary, compare } from '../operators';
import { truth } from '../truth';
import { isInstance, typeName } from './instances';
import { moduleFunctions } from './modules';
import type { BuiltinCall, BuiltinRow } from './row';
import { sortedItems } from './sorting';

export function callBuiltin(evaluator: Evaluator, name: string, args: Arguments, span: Span): Value {
  const row = Object.hasOwn(rows, name) ? rows[name] : Object.hasOwn(moduleFunctions, name) ? moduleFunctions[name] : undefined;
  if (row === undefined || args.open) return UNKNOWN;
  const values = args.positional.map(({ value }) => value);
  return row({
    evaluator,
    span,
    args: values,
    keywords: args.keywords,
    keyword: wanted => args.keywords.find(keyword => keyword.name === wanted)?.value,
    items: index => itemsOf(evaluator, values[index], span),
    iterated: index => values[index] && iterate(evaluator, values[index], span),
  });
}

const itemsOf = (evaluator: Evaluator, value: Value | undefined, span: Span): readonly Value[] | undefined => {
  const iterated = value && iterate(evaluator, value, span);
  return iterated && 'items' in iterated ? iterated.items : undefined;
};

/** The arguments of `zip` and `map` walked together: all rows, or what stands for each, and how many there are; undefined where nothing is known of one. */
function columnsOf(
  call: BuiltinCall,
  first: number,
): { rows: readonly (readonly Value[])[] } | { each: readonly Value[]; count: number | null } | undefined {
  const columns = call.args.slice(first).map((_, index) => call.iterated(first + index));
  const known = columns.filter(column => column !== undefined);
  if (known.length < columns.length || known.length === 0) return undefined;
  const counts = known.map(column => ('items' in column ? column.items.length : column.count));
  const finite = counts.filter(count => count !== null);
  const items = known.map(column => ('items' in column ? column.items : undefined));
  if (!items.includes(undefined))
    return { rows: Array.from({ length: Math.min(...finite) }, (_, row) => items.map(column => column?.[row] ?? UNKNOWN)) };
  const each = known.map(column => ('items' in column ? standingFor(column.items) : column.each));
  return { each, count: finite.length === counts.length ? Math.min(...finite) : null };
}

/** Longest range that is written out. */
const MAX_RANGE_ITEMS = 4096;

const range: BuiltinRow = ({ args }) => {
  const numbers = args.map(asInt);
  if (numbers.length === 0) return UNKNOWN;
  const [start, stop, step = numbers.length < 3 ? 1 : undefined] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  if (start === undefined || stop === undefined || step === undefined) return someRange(args, start, step);
  const count = step === 0 ? 0 : Math.max(0, Math.ceil((stop - start) / step));
  if (count <= MAX_RANGE_ITEMS) return tuple(Array.from({ length: count }, (_, index) => int(start + index * step)));
  const last = start + (count - 1) * step;
  return repeated(someInteger(Math.min(start, last), Math.max(start, last)), count);
};

/** A range with an end that is not known: whole numbers from its start on. */
function someRange(args: readonly Value[], start: number | undefined, step: number | undefined): Value {
  if (args.some(({ kind }) => kind === 'float' || kind === 'str')) return UNKNOWN;
  const from = start ?? (args.length > 1 && args[0].kind === 'unknown' ? args[0].integer?.low : undefined);
  const isRising = step !== undefined && step > 0 && from !== undefined;
  return repeated(someInteger(isRising ? from : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY), null);
}

const extreme =
  (sign: number): BuiltinRow =>
  call => {
    const items = call.args.length === 1 ? call.items(0) : call.args;
    if (!items || items.length === 0 || call.keyword('key')) return call.keyword('default') ?? UNKNOWN;
    return items.reduce((best, item) => {
      const order = compare(item, best);
      return order === undefined ? UNKNOWN : order * sign > 0 ? item : best;
    });
  };

const sorted: BuiltinRow = call => list(sortedItems(call.evaluator, call.items(0), call.keywords, call.span));

const quantified =
  (decides: boolean): BuiltinRow =>
  call => {
    const verdicts = call.items(0)?.map(item => truth(call.evaluator, item, call.span));
    if (verdicts === undefined) return UNKNOWN;
    if (verdicts.includes(decides)) return bool(decides);
    return verdicts.includes(undefined) ? UNKNOWN : bool(!decides);
  };

const apply = (call: BuiltinCall, fn: Value, args: readonly Value[]): Value =>
  call.evaluator.call(fn, plainArguments(args, {}, call.span), call.span);

/** What an object of a library makes of a builtin, by its special method; undefined where it is none. */
function special(call: BuiltinCall, name: string): Value | undefined {
  const [value] = call.args;
  if (value?.kind !== 'tensor') return undefined;
  return apply(call, attributeOf(call.evaluator, value, name, call.span), call.args.slice(1));
}

const toInt: BuiltinRow = call => {
  const [value] = call.args;
  const own = special(call, '__int__');
  if (own !== undefined) return own;
  if (value === undefined) return int(0);
  if (value.kind === 'str') return /^\s*[+-]?\d+\s*$/.test(value.value) ? int(Number(value.value)) : UNKNOWN;
  const number = asNumber(value);
  return number === undefined || !Number.isFinite(number) ? UNKNOWN : int(Math.trunc(number));
};

/** Rounds half to even, as Python does. */
const round: BuiltinRow = ({ args: [value, digits] }) => {
  const number = asNumber(value);
  if (number === undefined || digits !== undefined) return UNKNOWN;
  const near = Math.round(number);
  return int(Math.abs(number % 1) === 0.5 && near % 2 !== 0 ? near - 1 : near);
};

/** The entries that `dict(value)` takes over: those of a dictionary, or pairs. */
function entriesOf(call: BuiltinCall, given: Value | undefined): readonly DictItem[] | null {
  if (given === undefined) return [];
  if (given.kind === 'dict') return given.cell.content && [...given.cell.content.values()];
  if (given.kind === 'object') {
    // A library's mapping is walked by its keys.
    const { library } = call.evaluator;
    const context = call.evaluator.context(call.span);
    return call.items(0)?.map(key => ({ key, value: library.index(context, given, key) })) ?? null;
  }
  const pairs = call.items(0)?.map(pair => itemsOf(call.evaluator, pair, call.span));
  if (!pairs || pairs.some(pair => pair?.length !== 2)) return null;
  return pairs.map(pair => ({ key: pair?.[0] ?? UNKNOWN, value: pair?.[1] ?? UNKNOWN }));
}

const makeDict: BuiltinRow = call => {
  const entries = entriesOf(call, call.args[0]);
  return dict(entries && [...entries, ...call.keywords.map(({ name, value }) => ({ key: str(name), value }))]);
};

const uniqueItems = (items: readonly Value[]): Value[] | null => {
  const byKey = new Map<string, Value>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) return null;
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey.values()];
};

const rows: { [name: string]: BuiltinRow } = {
  len: call => {
    const [value] = call.args;
    if (value?.kind === 'tensor' && value.family === 'keras') return special(call, '__len__') ?? UNKNOWN;
    return value ? lengthOf(call.evaluator, value) : UNKNOWN;
  },
  range,
  xrange: range,
  enumerate: call => {
    const start = asInt(call.args[1] ?? call.keyword('start') ?? int(0));
    const iterated = call.iterated(0);
    if (iterated === undefined || start === undefined) return UNKNOWN;
    if ('items' in iterated) return tuple(iterated.items.map((item, index) => tuple([int(start + index), item])));
    const { each, count } = iterated;
    return repeated(tuple([someInteger(start, count === null ? Number.POSITIVE_INFINITY : start + count - 1), each]), count);
  },
  zip: call => {
    const columns = columnsOf(call, 0);
    if (columns === undefined) return UNKNOWN;
    if ('each' in columns) return repeated(tuple(columns.each), columns.count);
    return tuple(columns.rows.map(row => tuple(row)));
  },
  map: call => {
    const [fn] = call.args;
    const columns = columnsOf(call, 1);
    if (fn === undefined || columns === undefined) return UNKNOWN;
    if ('each' in columns) return repeated(apply(call, fn, columns.each), columns.count);
    return tuple(columns.rows.map(row => apply(call, fn, row)));
  },
  filter: call => {
    const items = call.items(1);
    const [fn] = call.args;
    const verdicts = items?.map(item => truth(call.evaluator, fn.kind === 'none' ? item : apply(call, fn, [item]), call.span));
    return items && verdicts && !verdicts.includes(undefined) ? tuple(items.filter((_, index) => verdicts[index])) : UNKNOWN;
  },
  reversed: call => {
    const iterated = call.iterated(0);
    if (iterated === undefined) return UNKNOWN;
    return 'items' in iterated ? tuple([...iterated.items].reverse()) : repeated(iterated.each, iterated.count);
  },
  sorted,
  list: call => {
    const iterated = call.iterated(0);
    if (call.args.length === 0) return list([]);
    return iterated && 'each' in iterated ? repeated(iterated.each, iterated.count) : list(iterated?.items ?? null);
  },
  tuple: call => {
    if (call.args.length === 0) return tuple([]);
    const items = call.items(0);
    return items ? tuple(items) : UNKNOWN;
  },
  set: call => (call.args.length === 0 ? set([]) : set(uniqueItems(call.items(0) ?? [UNKNOWN]))),
  frozenset: call => (call.args.length === 0 ? set([]) : set(uniqueItems(call.items(0) ?? [UNKNOWN]))),
  dict: makeDict,
  iter: ({ args: [value] }) => value ?? UNKNOWN,
  next: call => {
    const iterated = call.args[0] && iterate(call.evaluator, call.args[0], call.span);
    if (iterated === undefined) return UNKNOWN;
    return 'each' in iterated ? iterated.each : (iterated.items[0] ?? UNKNOWN);
  },
  sum: call => {
    const items = call.items(0);
    return items
      ? items.reduce((total, item) => applyBinary(call.evaluator, '+', total, item, call.span), call.args[1] ?? int(0))
      : UNKNOWN;
  },
  min: extreme(-1),
  max: extreme(1),
  abs: call => {
    const [value] = call.args;
    const own = special(call, '__abs__');
    if (own !== undefined) return own;
    if (value?.kind === 'int') return int(Math.abs(value.value));
    return value?.kind === 'float' ? float(Math.abs(value.value)) : UNKNOWN;
  },
  round,
  pow: ({ evaluator, args: [base, exponent], span }) => (base && exponent ? applyBinary(evaluator, '**', base, exponent, span) : UNKNOWN),
  divmod: ({ evaluator, args: [a, b], span }) =>
    a && b ? tuple([applyBinary(evaluator, '//', a, b, span), applyBinary(evaluator, '%', a, b, span)]) : UNKNOWN,
  int: toInt,
  float: call => {
    const [value] = call.args;
    const own = special(call, '__float__');
    if (own !== undefined) return own;
    const number = value?.kind === 'str' ? Number(value.value.trim() || Number.NaN) : asNumber(value);
    return number === undefined || Number.isNaN(number) ? UNKNOWN : float(number);
  },
  bool: ({ evaluator, args: [value], span }) => {
    const decided = value ? truth(evaluator, value, span) : false;
    return decided === undefined ? UNKNOWN : bool(decided);
  },
  str: ({ args: [value] }) => {
    const text = value ? strOf(value) : '';
    return text === undefined ? UNKNOWN : str(text);
  },
  repr: ({ args: [value] }) => {
    const text = value && reprOf(value);
    return text === undefined ? UNKNOWN : str(text);
  },
  chr: ({ args: [value] }) => {
    const code = asInt(value);
    return code === undefined || code < 0 || code > 0x10ffff ? UNKNOWN : str(String.fromCodePoint(code));
  },
  ord: ({ args: [value] }) => int(asString(value)?.codePointAt(0) ?? Number.NaN),
  any: quantified(true),
  all: quantified(false),
  isinstance: ({ evaluator, args: [value, cls] }) => {
    const verdict = value && cls ? isInstance(evaluator, value, cls) : undefined;
    return verdict === undefined ? UNKNOWN : bool(verdict);
  },
  callable: ({ args: [value] }) =>
    value?.kind === 'function' || value?.kind === 'class' || value?.kind === 'method' ? bool(true) : UNKNOWN,
  type: ({ args }) => {
    const name = args.length === 1 ? typeName(args[0]) : undefined;
    return name === undefined ? UNKNOWN : { kind: 'builtin', name };
  },
  getattr: ({ evaluator, args: [object, name], span }) => {
    const attribute = asString(name);
    if (object === undefined || attribute === undefined) return UNKNOWN;
    return attributeOf(evaluator, object, attribute, span);
  },
  setattr: ({ evaluator, args: [object, name, value] }) => {
    const attribute = asString(name);
    if (object?.kind === 'instance' && attribute !== undefined && value !== undefined)
      evaluator.heap.write(object.attributes, new Map(object.attributes.content).set(attribute, value));
    return NONE;
  },
  super: ({ args: [cls, self] }) => (cls?.kind === 'class' && self !== undefined ? { kind: 'super', cls, self } : UNKNOWN),
  slice: ({ args }) => {
    const [start, stop, step] = args.length === 1 ? [NONE, args[0], NONE] : [args[0] ?? NONE, args[1] ?? NONE, args[2] ?? NONE];
    return { kind: 'slice', start, stop, step };
  },
  print: () => NONE,
};
