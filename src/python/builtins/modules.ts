import { asNumber, asString } from '../../values/read';
import { builtin, float, int, str, tuple, UNKNOWN, type Value } from '../../values/value';
import { plainArguments } from '../arguments';
import { strOf } from '../format';
import type { BuiltinRow } from './row';

/** Modules of Python's own that are modelled, with their constants; what else they have is unknown. */
const modules: { [name: string]: { [constant: string]: Value } } = {
  math: { pi: float(Math.PI), e: float(Math.E), inf: float(Number.POSITIVE_INFINITY), nan: float(Number.NaN), tau: float(2 * Math.PI) },
  os: { sep: str('/'), linesep: str('\n') },
  'os.path': { sep: str('/') },
  sys: {},
  functools: {},
  itertools: {},
  collections: {},
  contextlib: {},
  dataclasses: {},
  abc: {},
  typing: {},
  operator: {},
};

/** The module as a value; undefined where it is not one of these. */
export const moduleBuiltin = (name: string): Value | undefined => (Object.hasOwn(modules, name) ? builtin(name) : undefined);

/** Names that matter even though their result is unknown: decorators, and calls that never come back. */
const known = new Set([
  'sys.exit',
  'os._exit',
  'functools.wraps',
  'functools.lru_cache',
  'functools.cache',
  'functools.cached_property',
  'dataclasses.dataclass',
  'typing.final',
  'abc.abstractmethod',
]);

/** `object.name` for a module or class of Python's own. */
export function builtinAttribute(object: string, name: string): Value {
  const path = `${object}.${name}`;
  const constant = Object.hasOwn(modules, object) && Object.hasOwn(modules[object], name) ? modules[object][name] : undefined;
  if (constant !== undefined) return constant;
  return Object.hasOwn(moduleFunctions, path) || Object.hasOwn(modules, path) || known.has(path) ? builtin(path) : UNKNOWN;
}

const mathRow =
  (compute: (...values: number[]) => number, make: (value: number) => Value): BuiltinRow =>
  ({ args }) => {
    const numbers = args.map(asNumber);
    if (numbers.includes(undefined)) return UNKNOWN;
    const result = compute(...(numbers as number[]));
    return Number.isFinite(result) ? make(result) : UNKNOWN;
  };

const joinPath: BuiltinRow = ({ args }) => {
  const parts = args.map(asString);
  if (parts.includes(undefined)) return UNKNOWN;
  return str(
    parts.reduce<string>(
      (path, part) => (part?.startsWith('/') ? part : path === '' || path.endsWith('/') ? path + part : `${path}/${part}`),
      '',
    ),
  );
};

const pathPart =
  (part: (path: string) => string): BuiltinRow =>
  ({ args: [path] }) => {
    const text = asString(path);
    return text === undefined ? UNKNOWN : str(part(text));
  };

const product: BuiltinRow = call => {
  const columns = call.args.map((_, index) => call.items(index));
  if (columns.includes(undefined) || call.keyword('repeat')) return UNKNOWN;
  const rows = columns.reduce<Value[][]>((made, column) => made.flatMap(row => (column ?? []).map(item => [...row, item])), [[]]);
  return rows.length > 1024 ? UNKNOWN : tuple(rows.map(row => tuple(row)));
};

/** Functions by their dotted name. */
export const moduleFunctions: { [name: string]: BuiltinRow } = {
  'math.ceil': mathRow(Math.ceil, int),
  'math.floor': mathRow(Math.floor, int),
  'math.trunc': mathRow(Math.trunc, int),
  'math.sqrt': mathRow(Math.sqrt, float),
  'math.exp': mathRow(Math.exp, float),
  'math.log2': mathRow(Math.log2, float),
  'math.log10': mathRow(Math.log10, float),
  'math.pow': mathRow((base, exponent) => base ** exponent, float),
  'math.log': mathRow((value, base) => (base === undefined ? Math.log(value) : Math.log(value) / Math.log(base)), float),
  'math.prod': call => {
    const numbers = call.items(0)?.map(item => (item.kind === 'int' ? item.value : undefined));
    return numbers && !numbers.includes(undefined) ? int(numbers.reduce<number>((total, value) => total * (value ?? 1), 1)) : UNKNOWN;
  },
  'os.path.join': joinPath,
  'os.path.basename': pathPart(path => path.slice(path.lastIndexOf('/') + 1)),
  'os.path.dirname': pathPart(path =>
    path.includes('/') ? path.slice(0, Math.max(path.lastIndexOf('/'), path.startsWith('/') ? 1 : 0)) : '',
  ),
  'functools.reduce': call => {
    const items = call.items(1);
    const [fn, , start] = call.args;
    if (!items || fn === undefined) return UNKNOWN;
    const all = start === undefined ? items : [start, ...items];
    if (all.length === 0) return UNKNOWN;
    return all.reduce((total, item) => call.evaluator.call(fn, plainArguments([total, item], {}, call.span), call.span));
  },
  'itertools.product': product,
  'itertools.chain': call => {
    const parts = call.args.map((_, index) => call.items(index));
    return parts.includes(undefined) ? UNKNOWN : tuple(parts.flatMap(part => part ?? []));
  },
  'collections.OrderedDict': call =>
    call.args.length === 0 && call.keywords.length === 0 ? { kind: 'dict', cell: { content: new Map() } } : UNKNOWN,
  'os.fspath': ({ args: [path] }) => {
    const text = path && strOf(path);
    return text === undefined ? UNKNOWN : str(text);
  },
};
