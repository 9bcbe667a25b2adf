import type { Span } from '../diagnostics/span';
import { same } from '../values/join';
import type { OperatorName } from '../values/library';
import { bool, float, int, keyOf, list, MAX_ITEMS, type SomeInteger, set, str, tuple, UNKNOWN, type Value } from '../values/value';
import type { BinaryOp, CompareOp, UnaryOp } from './ast';
import type { Evaluator } from './evaluator';
import { strOf } from './format';
import { extended } from './lists';
import { truth } from './truth';

const isLibrarys = (value: Value): boolean => value.kind === 'tensor' || value.kind === 'object';
const isNumber = (value: Value): value is Extract<Value, { kind: 'int' | 'float' | 'bool' }> =>
  value.kind === 'int' || value.kind === 'float' || value.kind === 'bool';
const numberOf = (value: Extract<Value, { kind: 'int' | 'float' | 'bool' }>): number => Number(value.value);

const floorMod = (a: number, b: number): number => a - Math.floor(a / b) * b;

/** Arithmetic on Python's numbers; the result is an int where both are and the operation keeps them so. */
const arithmetic: { [op in BinaryOp]?: (a: number, b: number) => number | undefined } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '//': (a, b) => (b === 0 ? undefined : Math.floor(a / b)),
  '%': (a, b) => (b === 0 ? undefined : floorMod(a, b)),
  '**': (a, b) => a ** b,
};
const bitwise: { [op in BinaryOp]?: (a: bigint, b: bigint) => bigint } = {
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
};

export function applyBinary(evaluator: Evaluator, op: BinaryOp, left: Value, right: Value, span: Span): Value {
  if (isLibrarys(left) || isLibrarys(right)) return evaluator.library.operator(evaluator.context(span), op as OperatorName, [left, right]);
  if (isNumber(left) && isNumber(right)) return numeric(op, left, right);
  const whole = ofSomeIntegers(op, left, right);
  if (whole !== undefined) return whole;
  if (op === '+') return concatenated(left, right);
  if (op === '*') return right.kind === 'int' ? repeated(left, right.value) : left.kind === 'int' ? repeated(right, left.value) : UNKNOWN;
  if (op === '%' && left.kind === 'str') return percentFormatted(left.value, right);
  if (left.kind === 'set' && right.kind === 'set') return combinedSets(op, left.cell.content, right.cell.content);
  if (op === '|' && left.kind === 'dict' && right.kind === 'dict' && left.cell.content && right.cell.content)
    return { kind: 'dict', cell: { content: new Map([...left.cell.content, ...right.cell.content]) } };
  return UNKNOWN;
}

/** A number times, plus or minus one that follows from another that is not known; undefined where neither is one. */
function ofSomeIntegers(op: BinaryOp, left: Value, right: Value): Value | undefined {
  const [a, b] = [left.kind === 'unknown' ? left.integer : undefined, right.kind === 'unknown' ? right.integer : undefined];
  if (a && b && op === '-' && a.of === b.of && a.times === b.times) return int(a.plus - b.plus);
  if (a && right.kind === 'int') {
    if (op === '+') return { kind: 'unknown', integer: shifted(a, right.value) };
    if (op === '-') return { kind: 'unknown', integer: shifted(a, -right.value) };
    if (op === '*') return { kind: 'unknown', integer: scaled(a, right.value) };
  }
  if (b && left.kind === 'int') {
    if (op === '+') return { kind: 'unknown', integer: shifted(b, left.value) };
    if (op === '-') return { kind: 'unknown', integer: shifted(scaled(b, -1), left.value) };
    if (op === '*') return { kind: 'unknown', integer: scaled(b, left.value) };
  }
  return undefined;
}
const shifted = (number: SomeInteger, by: number): SomeInteger => ({
  ...number,
  plus: number.plus + by,
  low: number.low + by,
  high: number.high + by,
});
function scaled({ of, times, plus, low, high }: SomeInteger, by: number): SomeInteger {
  const ends = by === 0 ? [0, 0] : [low * by, high * by];
  return { of, times: times * by, plus: plus * by, low: Math.min(...ends), high: Math.max(...ends) };
}

function numeric(op: BinaryOp, left: Extract<Value, { kind: 'int' | 'float' | 'bool' }>, right: typeof left): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  const whole = left.kind !== 'float' && right.kind !== 'float';
  if (op === '/') return b === 0 ? UNKNOWN : float(a / b);
  if (whole && bitwise[op]) return int(Number(bitwise[op](BigInt(a), BigInt(b))));
  if (whole && op === '<<') return b >= 0 && b < 53 ? int(a * 2 ** b) : UNKNOWN;
  if (whole && op === '>>') return b >= 0 ? int(Math.floor(a / 2 ** b)) : UNKNOWN;
  const result = arithmetic[op]?.(a, b);
  if (result === undefined) return UNKNOWN;
  return whole && !(op === '**' && b < 0) ? int(result) : float(result);
}

function concatenated(left: Value, right: Value): Value {
  if (left.kind === 'str' && right.kind === 'str') return str(left.value + right.value);
  if (left.kind === 'tuple' && right.kind === 'tuple') {
    return left.items.length + right.items.length > MAX_ITEMS ? UNKNOWN : tuple([...left.items, ...right.items]);
  }
  if (left.kind === 'list' && right.kind === 'list') {
    const [a, b] = [left.cell.content, right.cell.content];
    if (!a?.items || !b?.items) return { kind: 'list', cell: { content: extended(a, b) } };
    return list([...a.items, ...b.items], a.spans && b.spans && [...a.spans, ...b.spans]);
  }
  return UNKNOWN;
}

/** Which items of either side an operator keeps, by whether left and right have them. */
const setOperators: { [op in BinaryOp]?: (inLeft: boolean, inRight: boolean) => boolean } = {
  '-': (inLeft, inRight) => inLeft && !inRight,
  '|': (inLeft, inRight) => inLeft || inRight,
  '&': (inLeft, inRight) => inLeft && inRight,
  '^': (inLeft, inRight) => inLeft !== inRight,
};

export function combinedSets(op: BinaryOp, left: readonly Value[] | null, right: readonly Value[] | null): Value {
  const keeps = setOperators[op];
  if (keeps === undefined || left === null || right === null) return UNKNOWN;
  const [ours, theirs] = [left.map(keyOf), right.map(keyOf)];
  if (ours.includes(undefined) || theirs.includes(undefined)) return UNKNOWN;
  return set([
    ...left.filter((_, index) => keeps(true, theirs.includes(ours[index]))),
    ...right.filter((_, index) => !ours.includes(theirs[index]) && keeps(false, true)),
  ]);
}

function repeated(value: Value, times: number): Value {
  const count = Math.max(0, times);
  if (value.kind === 'str') return value.value.length * count <= MAX_ITEMS ? str(value.value.repeat(count)) : UNKNOWN;
  const items = value.kind === 'tuple' ? value.items : value.kind === 'list' ? value.cell.content?.items : undefined;
  const known = items !== undefined && items.length * count <= MAX_ITEMS ? Array.from({ length: count }, () => items).flat() : null;
  if (value.kind === 'tuple') return known === null ? UNKNOWN : tuple(known);
  return value.kind === 'list' ? list(known) : UNKNOWN;
}

/** `"%s-%d" % values` for plain conversions. */
function percentFormatted(format: string, operand: Value): Value {
  const values = operand.kind === 'tuple' ? [...operand.items] : [operand];
  let known = true;
  const text = format.replace(/%(?:([sdi])|(0?)(\d+)d|(%)|(.?))/g, (_whole, plain, zero, width, percent) => {
    if (percent) return '%';
    const value = values.shift();
    const printed = value === undefined || (plain === undefined && width === undefined) ? undefined : strOf(value);
    if (printed === undefined) known = false;
    return width === undefined ? (printed ?? '') : (printed ?? '').padStart(Math.min(Number(width), 1000), zero ? '0' : ' ');
  });
  return known && values.length === 0 ? str(text) : UNKNOWN;
}

export function applyUnary(evaluator: Evaluator, op: UnaryOp, operand: Value, span: Span): Value {
  if (op === 'not') {
    const decided = truth(evaluator, operand, span);
    return decided === undefined ? UNKNOWN : bool(!decided);
  }
  if (isLibrarys(operand)) {
    const name = op === '-' ? 'neg' : op === '+' ? 'pos' : 'invert';
    return evaluator.library.operator(evaluator.context(span), name, [operand]);
  }
  if (!isNumber(operand)) return UNKNOWN;
  const value = numberOf(operand);
  if (op === '~') return operand.kind === 'float' ? UNKNOWN : int(-value - 1);
  const signed = op === '-' ? -value : value;
  return operand.kind === 'float' ? float(signed) : int(signed === 0 ? 0 : signed);
}

const orderings: { [op in CompareOp]?: (order: number) => boolean } = {
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

export function applyCompare(evaluator: Evaluator, op: CompareOp, left: Value, right: Value, span: Span): Value {
  if (op === 'is' || op === 'is not') return decidedBy(identical(left, right), op === 'is');
  if (op === 'in' || op === 'not in') {
    const isIn = right.kind === 'object' ? holds(evaluator, right, left, span) : contains(right, left);
    return decidedBy(isIn, op === 'in');
  }
  if (isLibrarys(left) || isLibrarys(right)) return evaluator.library.operator(evaluator.context(span), op, [left, right]);
  if (op === '==' || op === '!=') return decidedBy(equal(left, right), op === '==');
  const order = compare(left, right);
  return order === undefined || orderings[op] === undefined ? UNKNOWN : bool(orderings[op](order));
}

/** Whether an object of a library has something in it. */
const holds = (evaluator: Evaluator, container: Value, item: Value, span: Span): boolean | undefined =>
  truth(evaluator, evaluator.library.operator(evaluator.context(span), 'in', [item, container]), span);

const decidedBy = (verdict: boolean | undefined, wanted: boolean): Value => (verdict === undefined ? UNKNOWN : bool(verdict === wanted));

/** `is`: decided for None and for objects of different kinds. */
function identical(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined;
  if (left.kind === 'none' || right.kind === 'none') return left.kind === right.kind;
  if (left.kind !== right.kind) return false;
  return left === right || left.kind === 'bool' || left.kind === 'api' || left.kind === 'builtin' ? same(left, right) : undefined;
}

/** `==`; undefined where it is not known. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined;
  const [a, b] = [keyOf(left), keyOf(right)];
  if (a !== undefined && b !== undefined) return a === b;
  if (left.kind === 'list' && right.kind === 'list') return allEqual(left.cell.content?.items, right.cell.content?.items);
  if (left.kind === 'tuple' && right.kind === 'tuple') return allEqual(left.items, right.items);
  const plain = (value: Value) => ['none', 'str', 'int', 'float', 'bool', 'tuple', 'list', 'dict'].includes(value.kind);
  return plain(left) && plain(right) && left.kind !== right.kind ? false : undefined;
}

function allEqual(a: readonly Value[] | undefined, b: readonly Value[] | undefined): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.length !== b.length) return false;
  const verdicts = a.map((item, index) => equal(item, b[index]));
  return verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
}

function contains(container: Value, item: Value): boolean | undefined {
  if (container.kind === 'str' && item.kind === 'str') return container.value.includes(item.value);
  if (container.kind === 'dict') {
    const key = keyOf(item);
    return container.cell.content === null || key === undefined ? undefined : container.cell.content.has(key);
  }
  const items =
    container.kind === 'tuple'
      ? container.items
      : container.kind === 'list'
        ? container.cell.content?.items
        : container.kind === 'set'
          ? container.cell.content
          : undefined;
  if (!items) return undefined;
  const verdicts = items.map(candidate => equal(candidate, item));
  return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
}

/** Below zero where left comes first; undefined where the two have no known order. */
export function compare(left: Value, right: Value): number | undefined {
  if (isNumber(left) && isNumber(right)) return numberOf(left) - numberOf(right);
  if (left.kind === 'str' && right.kind === 'str') return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if (left.kind === 'tuple' && right.kind === 'tuple') {
    for (const [index, item] of left.items.entries()) {
      if (index >= right.items.length) return 1;
      const order = compare(item, right.items[index]);
      if (order !== 0) return order;
    }
    return left.items.length - right.items.length;
  }
  if (left.kind === 'object' && right.kind === 'object' && left.text !== undefined && right.text !== undefined)
    return compare(tuple(left.text.split('/').map(str)), tuple(right.text.split('/').map(str)));
  return undefined;
}
