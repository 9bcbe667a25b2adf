import type { Span } from '../diagnostics/span';
import { isBounded } from '../values/extent';
import { join, same } from '../values/join';
import type { Arguments } from '../values/library';
import {
  bool,
  type DictItem,
  dict,
  ELLIPSIS,
  float,
  int,
  keyOf,
  list,
  NONE,
  repeated,
  set,
  str,
  tuple,
  UNKNOWN,
  type Value,
} from '../values/value';
import { assign } from './assign';
import type { Argument, Expr, ForClause } from './ast';
import { callValue } from './calls';
import { type Frame, newFrame } from './completion';
import { getItem } from './containers';
import { defineLambda } from './definitions';
import type { Reading } from './evaluator';
import { formatParts } from './format';
import { forNextRound, iterate, standingFor } from './iterate';
import { attributeOf, lookUpName } from './lookup';
import { applyBinary, applyCompare, applyUnary } from './operators';
import { findSlot, innerScope } from './scope';
import { truth } from './truth';

/** Different values of a generator that are told apart. */
const MAX_YIELDED = 256;

type Of<K extends Expr['kind'], E = Expr> = E extends { kind: infer Kinds } ? (K extends Kinds ? E : never) : never;
type Rules = { [K in Expr['kind']]: (reading: Reading, expr: Of<K>, frame: Frame) => Value };

/** The value of an expression. One table look-up and one map entry each. */
export function evaluate(reading: Reading, expr: Expr, frame: Frame): Value {
  reading.step();
  const rule = rules[expr.kind] as (reading: Reading, expr: Expr, frame: Frame) => Value;
  const given = rule(reading, expr, frame);
  const value = isBounded(given) ? given : UNKNOWN;
  reading.saw(expr, value);
  return value;
}

/** Items of a display; a `*value` of unknown length makes the whole unknown (null). */
function displayItems(reading: Reading, items: readonly Expr[], frame: Frame): { items: Value[] | null; spans: Span[] } {
  const values: Value[] = [];
  const spans: Span[] = [];
  let known = true;
  for (const item of items) {
    if (item.kind === 'starred') {
      const iterated = iterate(reading, evaluate(reading, item.value, frame), item.span);
      if (iterated && 'items' in iterated) {
        values.push(...iterated.items);
        spans.push(...iterated.items.map(() => item.span));
      } else known = false;
    } else {
      values.push(evaluate(reading, item, frame));
      spans.push(item.span);
    }
  }
  return { items: known ? values : null, spans };
}

/** The arguments of a call, evaluated from left to right. */
export function evaluateArguments(reading: Reading, args: readonly Argument[], frame: Frame): Arguments {
  const positional: { value: Value; span: Span }[] = [];
  const keywords: { name: string; value: Value; span: Span }[] = [];
  let open = false;
  for (const { kind, name, value, span } of args) {
    const evaluated = evaluate(reading, value, frame);
    if (kind === 'positional') positional.push({ value: evaluated, span });
    else if (kind === 'keyword') keywords.push({ name: name ?? '', value: evaluated, span: value.span });
    else if (kind === 'star') {
      const iterated = iterate(reading, evaluated, span);
      if (iterated && 'items' in iterated) positional.push(...iterated.items.map(item => ({ value: item, span })));
      else open = true;
    } else {
      const entries = evaluated.kind === 'dict' ? evaluated.cell.content : null;
      if (entries === null) open = true;
      else
        for (const item of entries.values()) if (item.key.kind === 'str') keywords.push({ name: item.key.value, value: item.value, span });
    }
  }
  // What is spread over parameters is often only roughly known.
  const isWritten = args.every(({ kind }) => kind === 'positional' || kind === 'keyword');
  return { positional, keywords, open, ...(isWritten && { filledIn: [] }) };
}

/** Lets the library know of a method that it may have to heed though nothing is known of it: `model.optimizer.learning_rate.assign(…)`. */
function noteUnknownMethod(reading: Reading, callee: Extract<Expr, { kind: 'attribute' }>, args: Arguments, span: Span): void {
  const path = [callee.name];
  let object = callee.object;
  for (; object.kind === 'attribute'; object = object.object) {
    const value = reading.lastValue(object);
    if (value !== undefined && value.kind !== 'unknown') break;
    path.unshift(object.name);
  }
  reading.library.unknownMethod(reading.context(span), reading.lastValue(object) ?? UNKNOWN, path, args);
}

/** A method has made something else of its object, which is a value and no place: the name that it was called by has that now. */
function rebind(reading: Reading, object: Expr, self: Value, frame: Frame): void {
  const became = reading.takeBecome();
  if (became === undefined || object.kind !== 'name') return;
  const slot = findSlot(frame.scope, object.name);
  if (slot?.content === self) reading.heap.write(slot, became);
}

/** `and` / `or`: the left side where it decides, else the right one. */
function shortCircuit(reading: Reading, expr: Of<'and'>, frame: Frame, decides: boolean): Value {
  const left = evaluate(reading, expr.left, frame);
  const decided = truth(reading, left, expr.left.span);
  if (decided === decides) return left;
  if (decided !== undefined) return evaluate(reading, expr.right, frame);
  const { result, changes } = reading.heap.attempt(() => reading.doubtfully(() => evaluate(reading, expr.right, frame)));
  reading.heap.applyOneOf([changes, new Map()]);
  return join(left, result);
}

/** Runs the clauses of a comprehension: `known` where every round was run, else how many rounds there are (null where that is not known). */
function comprehend(
  reading: Reading,
  clauses: readonly ForClause[],
  frame: Frame,
  element: () => void,
): { known: boolean; count: number | null } {
  const [clause, ...rest] = clauses;
  if (clause === undefined) {
    element();
    return { known: true, count: 1 };
  }
  const iterated = iterate(reading, evaluate(reading, clause.iterable, frame), clause.iterable.span);
  const items = iterated && 'items' in iterated && iterated.items.length <= 256 ? iterated.items : undefined;
  const rounds = items ? 1 : iterated && 'items' in iterated ? iterated.items.length : (iterated?.count ?? null);
  let known = items !== undefined;
  let count: number | null = 0;
  for (const item of items ?? [iterated ? forNextRound('items' in iterated ? standingFor(iterated.items) : iterated.each) : UNKNOWN]) {
    assign(reading, clause.target, item, frame);
    const verdicts = clause.conditions.map(condition => truth(reading, evaluate(reading, condition, frame), condition.span));
    if (verdicts.includes(false)) continue;
    const inner = comprehend(reading, rest, frame, element);
    if (verdicts.includes(undefined) || !inner.known) known = false;
    count = count === null || inner.count === null || verdicts.includes(undefined) ? null : count + inner.count;
  }
  return { known, count: count === null || rounds === null ? null : count * rounds };
}

const rules: Rules = {
  name: (reading, { name, span }, frame) => lookUpName(reading, name, span, frame),
  int: (_reading, { value }) => int(value),
  float: (_reading, { value }) => float(value),
  str: (_reading, { value }) => str(value),
  bytes: (_reading, { value }) => ({ kind: 'bytes', value }),
  fstring: (reading, { parts }, frame) => formatParts(parts, expr => evaluate(reading, expr, frame)),
  constant: (_reading, { value }) => (value === null ? NONE : value === 'ellipsis' ? ELLIPSIS : bool(value)),
  list: (reading, expr, frame) => {
    const { items, spans } = displayItems(reading, expr.items, frame);
    return list(items, spans);
  },
  tuple: (reading, expr, frame) => {
    const { items, spans } = displayItems(reading, expr.items, frame);
    return items === null ? UNKNOWN : tuple(items, spans);
  },
  set: (reading, expr, frame) => {
    const { items } = displayItems(reading, expr.items, frame);
    return set(items && distinct(items));
  },
  dict: (reading, { entries }, frame) => {
    const items: DictItem[] = [];
    let known = true;
    for (const { key, value } of entries) {
      const evaluated = evaluate(reading, value, frame);
      if (key !== null) items.push({ key: evaluate(reading, key, frame), value: evaluated, span: key.span });
      else if (evaluated.kind === 'dict' && evaluated.cell.content !== null) items.push(...evaluated.cell.content.values());
      else known = false;
    }
    return dict(known ? items : null);
  },
  comprehension: (reading, { of, key, element, clauses }, frame) => {
    const inner = newFrame(innerScope('comprehension', frame.scope), { owner: frame.owner, self: frame.self });
    const items: Value[] = [];
    const entries: DictItem[] = [];
    const { known, count } = comprehend(reading, clauses, inner, () => {
      const itemKey = key === null ? undefined : evaluate(reading, key, inner);
      const value = evaluate(reading, element, inner);
      if (itemKey === undefined) items.push(value);
      else entries.push({ key: itemKey, value });
    });
    if (of === 'dict') return dict(known ? entries : null);
    if (of === 'set') return set(known ? distinct(items) : null);
    // A generator is walked once, as a tuple of the same items would be.
    if (of === 'generator' && known) return tuple(items);
    return known || items.length === 0 ? list(known ? items : null) : repeated(standingFor(items), count);
  },
  unary: (reading, { op, operand, span }, frame) => applyUnary(reading, op, evaluate(reading, operand, frame), span),
  binary: (reading, { op, left, right, span }, frame) =>
    applyBinary(reading, op, evaluate(reading, left, frame), evaluate(reading, right, frame), span),
  and: (reading, expr, frame) => shortCircuit(reading, expr, frame, false),
  or: (reading, expr, frame) => shortCircuit(reading, expr, frame, true),
  compare: (reading, { first, rest, span }, frame) => {
    let left = evaluate(reading, first, frame);
    let result: Value = bool(true);
    for (const { op, right } of rest) {
      const value = evaluate(reading, right, frame);
      const verdict = applyCompare(reading, op, left, value, span);
      if (rest.length === 1) return verdict;
      const decided = truth(reading, verdict, span);
      if (decided === false) return verdict;
      if (decided === undefined) result = UNKNOWN;
      left = value;
    }
    return result;
  },
  call: (reading, { callee, args, span }, frame) => {
    // `super()` without arguments stands for the class and object of the method around it.
    if (
      callee.kind === 'name' &&
      callee.name === 'super' &&
      frame.owner &&
      frame.self &&
      lookUpName(reading, 'super', span, frame).kind === 'builtin'
    )
      return { kind: 'super', self: frame.self, cls: frame.owner };
    const fn = evaluate(reading, callee, frame);
    const given = evaluateArguments(reading, args, frame);
    if (fn.kind === 'unknown' && callee.kind === 'attribute') noteUnknownMethod(reading, callee, given, span);
    const name = callee.kind === 'attribute' ? callee.nameSpan : callee.kind === 'name' ? callee.span : undefined;
    const value = callValue(reading, fn, { ...given, ...(name && { name }) }, span);
    if (fn.kind === 'method' && callee.kind === 'attribute') rebind(reading, callee.object, fn.self, frame);
    return value;
  },
  attribute: (reading, { object, name, span }, frame) => attributeOf(reading, evaluate(reading, object, frame), name, span),
  subscript: (reading, { object, index, span }, frame) =>
    getItem(reading, evaluate(reading, object, frame), evaluate(reading, index, frame), span),
  slice: (reading, { start, stop, step }, frame) => {
    const part = (expr: Expr | null) => (expr === null ? NONE : evaluate(reading, expr, frame));
    return { kind: 'slice', start: part(start), stop: part(stop), step: part(step) };
  },
  starred: (reading, { value }, frame) => {
    evaluate(reading, value, frame);
    return UNKNOWN;
  },
  lambda: (reading, expr, frame) => defineLambda(reading, expr, frame),
  conditional: (reading, { test, whenTrue, otherwise }, frame) => {
    const decided = truth(reading, evaluate(reading, test, frame), test.span);
    if (decided !== undefined) return evaluate(reading, decided ? whenTrue : otherwise, frame);
    const one = reading.heap.attempt(() => reading.doubtfully(() => evaluate(reading, whenTrue, frame)));
    const other = reading.heap.attempt(() => reading.doubtfully(() => evaluate(reading, otherwise, frame)));
    reading.heap.applyOneOf([one.changes, other.changes]);
    return join(one.result, other.result);
  },
  walrus: (reading, { target, value }, frame) => {
    const result = evaluate(reading, value, frame);
    assign(reading, target, result, frame);
    return result;
  },
  await: (reading, { value }, frame) => {
    if (value) evaluate(reading, value, frame);
    return UNKNOWN;
  },
  yield: (reading, { value }, frame) => {
    const yielded = value ? evaluate(reading, value, frame) : NONE;
    if (frame.yielded.length < MAX_YIELDED && !frame.yielded.some(known => same(known, yielded))) frame.yielded.push(yielded);
    else if (frame.yielded.length === MAX_YIELDED) frame.yielded[0] = join(frame.yielded[0], yielded);
    return UNKNOWN;
  },
  unreadable: () => UNKNOWN,
};

/** Values by their key, the first of each; those that cannot be compared all stay. */
function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter(item => {
    const key = keyOf(item);
    if (key === undefined) return true;
    const fresh = !seen.has(key);
    seen.add(key);
    return fresh;
  });
}
