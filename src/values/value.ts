import type { Span } from '../diagnostics/span';
import type { TensorType } from '../tensor/type';

/**
 * What the interpreter knows of a Python value without running anything. `unknown` is any value at all; nothing is ever said about it.
 * Everything that Python can change in place keeps its content in a cell, which is written through the heap (src/python/heap.ts) only, so that
 * branches can be tried and taken back.
 */
export type Value =
  | { readonly kind: 'unknown'; readonly integer?: SomeInteger }
  | { readonly kind: 'none' }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: string }
  | SliceValue
  | TupleValue
  | ListValue
  | DictValue
  | SetValue
  | GeneratorValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | BuiltinValue
  | MethodValue
  | SuperValue
  | ModuleValue
  | ApiValue
  | ObjectValue
  | TensorValue;

/** A place whose content changes. */
export interface Cell<T> {
  content: T;
}

export interface SliceValue {
  readonly kind: 'slice';
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
}

/**
 * A whole number of which is known how it follows from another that is not: `times` × `of` + `plus`, between `low` and `high`. What counts the rounds
 * of a loop is such a number, and so is what is computed from it: a slice from `i` to `i + 20` has 20 items.
 */
export interface SomeInteger {
  /** The number that is not known, as an identity. */
  readonly of: object;
  readonly times: number;
  readonly plus: number;
  readonly low: number;
  readonly high: number;
}

/** `spans` are the places of the items where a display wrote them. `names` are the fields of a named tuple. */
export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
  readonly spans?: readonly Span[];
  readonly names?: readonly string[];
}

/** Content null: a list of which nothing is known. */
export interface ListValue {
  readonly kind: 'list';
  readonly cell: Cell<ListContent | Repeated | null>;
}
export interface ListContent {
  readonly items: readonly Value[];
  readonly spans?: readonly Span[];
}
/**
 * Items that are all described by one value; `count` null where their number is not known. There may be none: `each` says what an item is if there is
 * one, so what two lists of different lengths share is what all their items share.
 */
export interface Repeated {
  readonly each: Value;
  readonly count: number | null;
  /** Their number where it is not known yet. */
  readonly size?: SomeInteger;
  readonly items?: undefined;
  readonly spans?: undefined;
}

/** What a function with `yield` gives: values that are all described by one. */
export interface GeneratorValue {
  readonly kind: 'generator';
  readonly each: Value;
}

/** Content null: entries unknown. Keys of the map are `keyOf` of the key. */
export interface DictValue {
  readonly kind: 'dict';
  readonly cell: Cell<ReadonlyMap<string, DictItem> | null>;
}
export interface DictItem {
  readonly key: Value;
  readonly value: Value;
  readonly span?: Span;
}

export interface SetValue {
  readonly kind: 'set';
  readonly cell: Cell<readonly Value[] | null>;
}

/** A function of the program; `code` is the interpreter's own. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  readonly span: Span;
  readonly code: object;
  /** Names of its parameters. */
  readonly parameters: readonly string[];
  /** A library runs it on symbolic values (tf.function). */
  readonly traced?: boolean;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  readonly span: Span;
  /** Program classes, API classes or unknown, in the order written. */
  readonly bases: readonly Value[];
  readonly attributes: Cell<ReadonlyMap<string, Value>>;
}

/** An object of a program's class. `state` belongs to the library, for classes that derive from one of its own. */
export interface InstanceValue {
  readonly kind: 'instance';
  readonly cls: ClassValue;
  readonly attributes: Cell<ReadonlyMap<string, Value>>;
  readonly state: Cell<unknown>;
}

/** A function or class of Python itself, by name: "len", "math.ceil", "int". */
export interface BuiltinValue {
  readonly kind: 'builtin';
  readonly name: string;
}

/** A method bound to its object: `owner` is the class or kind that defines it ("list", "keras.Model"), `code` a program's function. */
export interface MethodValue {
  readonly kind: 'method';
  readonly self: Value;
  readonly owner: string;
  readonly name: string;
  readonly code?: FunctionValue;
}

/** `super()`: the attributes of the classes that come after `cls`. */
export interface SuperValue {
  readonly kind: 'super';
  readonly self: Value;
  readonly cls: ClassValue;
}

/** A module of the workspace, or of Python itself; library modules are ApiValues. */
export interface ModuleValue {
  readonly kind: 'module';
  readonly name: string;
  readonly attributes: Cell<ReadonlyMap<string, Value>>;
}

/** A public name of a library, in its canonical spelling: "tf.one_hot", "keras.layers.Dense", "numpy.zeros". `legacy`: reached through Keras 2. */
export interface ApiValue {
  readonly kind: 'api';
  readonly name: string;
  readonly legacy?: boolean;
}

/** An object that a library made: a layer, a model, a dataset, a feature description. `type` is the canonical name of its class. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly type: string;
  /** What `str()` makes of it, where it stands for a text: a path. */
  readonly text?: string;
  /** What the library knows of it, replaced whole on change; undefined where branches disagreed. */
  readonly state: Cell<unknown>;
  readonly origin: Origin;
}

/** A tensor or array. */
export interface TensorValue {
  readonly kind: 'tensor';
  /** keras: a symbolic KerasTensor; graph: symbolic inside tf.function or Dataset.map; eager: has numbers; numpy: an ndarray. */
  readonly family: 'keras' | 'graph' | 'eager' | 'numpy';
  readonly type: TensorType;
  /** The elements in row-major order, where they are few and known; a single unknown one is null. */
  readonly constant?: readonly (number | string | boolean | null)[];
  /** The operation that made it. */
  readonly origin?: Origin;
  /** Of what a layer of the program gives: the tensors inside its call that it is. */
  readonly inside?: Inside;
  /** What else the library knows of the content: range, records it came from, … */
  readonly facts?: Facts;
}

/** A tensor inside the call of a program's layer or function: the same in training and outside, or one for each. */
export interface Inside {
  readonly training: TensorValue;
  readonly inference: TensorValue;
}

/** Where a library's value came from: the call that a training plan is read off. */
export interface Origin {
  /** Public name of what was called. */
  readonly op: string;
  /** Arguments bound by parameter name, in the order of the signature; absent ones were left at their default. */
  readonly args: { readonly [parameter: string]: Value };
  readonly span: Span;
  /** Which part of a structured result this value is. */
  readonly path?: readonly (string | number)[];
  /** Where an argument stands; absent where no call was written (an operator). */
  readonly spanOf?: (parameter: string) => Span;
  /** Unknown `*args` or `**kwargs` were among the arguments. */
  readonly open?: true;
}

/** Facts about content, by name; the rules that make them know what they mean. */
export interface Facts {
  readonly [name: string]: unknown;
}

/** Longest text and list that are kept, so that a program that doubles them ends. */
const MAX_TEXT_CHARACTERS = 1_000_000;
export const MAX_ITEMS = 10_000;

export const UNKNOWN: Value = { kind: 'unknown' };
export const NONE: Value = { kind: 'none' };
export const ELLIPSIS: Value = { kind: 'ellipsis' };
export const TRUE: Value = { kind: 'bool', value: true };
export const FALSE: Value = { kind: 'bool', value: false };

export const bool = (value: boolean): Value => (value ? TRUE : FALSE);
/** An integer that a double holds exactly; beyond that it is unknown. */
export const int = (value: number): Value => (Number.isSafeInteger(value) ? { kind: 'int', value } : UNKNOWN);
export const float = (value: number): Value => ({ kind: 'float', value });
/** A text; one longer than any program writes out is unknown. */
export const str = (value: string): Value => (value.length > MAX_TEXT_CHARACTERS ? UNKNOWN : { kind: 'str', value });
export const tuple = (items: readonly Value[], spans?: readonly Span[]): TupleValue => ({ kind: 'tuple', items, ...(spans && { spans }) });
export const list = (items: readonly Value[] | null, spans?: readonly Span[]): ListValue => ({
  kind: 'list',
  cell: { content: listContent(items, spans) },
});
/** The content of a list; one longer than any program writes out is unknown. */
export const listContent = (items: readonly Value[] | null, spans?: readonly Span[]): ListContent | null =>
  items === null || items.length > MAX_ITEMS ? null : { items, ...(spans?.length === items.length && { spans }) };
/** A list of items that are all described by one value, which may be unknown: that there is a list, and of how many, is still known. */
export const repeated = (each: Value, count: number | null): ListValue => ({
  kind: 'list',
  cell: { content: repeatedContent(each, count) },
});
export const repeatedContent = (each: Value, count: number | null): Repeated => ({ each, count });
/** A whole number that a loop counts with. */
export const someInteger = (low: number, high: number): Value => ({ kind: 'unknown', integer: { of: {}, times: 1, plus: 0, low, high } });
export const dict = (entries: Iterable<DictItem> | null): DictValue => ({
  kind: 'dict',
  cell: { content: entries === null ? null : dictMap(entries) },
});
export const set = (items: readonly Value[] | null): SetValue => ({ kind: 'set', cell: { content: items } });
export const builtin = (name: string): BuiltinValue => ({ kind: 'builtin', name });

/** Entries by key; null keys (values that cannot be compared) make the whole unknown. */
function dictMap(entries: Iterable<DictItem>): ReadonlyMap<string, DictItem> | null {
  const map = new Map<string, DictItem>();
  for (const entry of entries) {
    const key = keyOf(entry.key);
    if (key === undefined) return null;
    map.set(key, entry);
  }
  return map;
}

/** A dictionary with string keys. */
export const record = (entries: { [name: string]: Value }): DictValue =>
  dict(Object.entries(entries).map(([name, value]) => ({ key: str(name), value })));

/** A text that is equal for equal keys (1, 1.0 and True are one key in Python); undefined where the value cannot be compared without running. */
export function keyOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'str':
      return `s${value.value}`;
    case 'bytes':
      return `b${value.value}`;
    case 'int':
    case 'float':
      return `n${value.value}`;
    case 'bool':
      return `n${value.value ? 1 : 0}`;
    case 'none':
      return 'none';
    case 'api':
      return `api ${value.name}`;
    case 'object':
      return value.text === undefined ? undefined : `${value.type} ${value.text}`;
    case 'tuple': {
      const keys = value.items.map(keyOf);
      return keys.includes(undefined) ? undefined : `(${keys.map(key => `${key?.length}:${key}`).join(',')})`;
    }
    default:
      return undefined;
  }
}
