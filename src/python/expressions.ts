import type { Span } from '../diagnostics/span';
import { join } from '../values/join';
import type { Arguments } from '../values/library';
import { bool, type DictItem, dict, ELLIPSIS, float, int, keyOf, list, NONE, set, str, tuple, UNKNOWN, type Value } from '../values/value';
import { assign } from './assign';
import type { Argument, Expr, ForClause } from './ast';
import { callValue } from './calls';
import { type Frame, newFrame } from './completion';
import { getItem } from './containers';
import { defineLambda } from './definitions';
import { formatParts } from './format';
import type { Interpreter } from './interpreter';
import { iterate } from './iterate';
import { attributeOf, lookUpName } from './lookup';
import { applyBinary, applyCompare, applyUnary } from './operators';
import { findSlot, innerScope } from './scope';
import { truth } from './truth';

type Of<K extends Expr['kind'], E = Expr> = E extends { kind: infer Kinds } ? (K extends Kinds ? E : never) : never;
type Rules = { [K in Expr['kind']]: (interpreter: Interpreter, expr: Of<K>, frame: Frame) => Value };

/** The value of an expression. One table look-up and one map entry each. */
export function evaluate(interpreter: Interpreter, expr: Expr, frame: Frame): Value {
  interpreter.step();
  const rule = rules[expr.kind] as (interpreter: Interpreter, expr: Expr, frame: Frame) => Value;
  const value = rule(interpreter, expr, frame);
  interpreter.saw(expr, value);
  return value;
}

/** Items of a display; a `*value` of unknown length makes the whole unknown (null). */
function displayItems(interpreter: Interpreter, items: readonly Expr[], frame: Frame): { items: Value[] | null; spans: Span[] } {
  const values: Value[] = [];
  const spans: Span[] = [];
  let known = true;
  for (const item of items) {
    if (item.kind === 'starred') {
      const iterated = iterate(interpreter, evaluate(interpreter, item.value, frame), item.span);
      if (iterated && 'items' in iterated) {
        values.push(...iterated.items);
        spans.push(...iterated.items.map(() => item.span));
      } else known = false;
    } else {
      values.push(evaluate(interpreter, item, frame));
      spans.push(item.span);
    }
  }
  return { items: known ? values : null, spans };
}

/** The arguments of a call, evaluated from left to right. */
export function evaluateArguments(interpreter: Interpreter, args: readonly Argument[], frame: Frame): Arguments {
  const positional: { value: Value; span: Span }[] = [];
  const keywords: { name: string; value: Value; span: Span }[] = [];
  let open = false;
  for (const { kind, name, value, span } of args) {
    const evaluated = evaluate(interpreter, value, frame);
    if (kind === 'positional') positional.push({ value: evaluated, span });
    else if (kind === 'keyword') keywords.push({ name: name ?? '', value: evaluated, span: value.span });
    else if (kind === 'star') {
      const iterated = iterate(interpreter, evaluated, span);
      if (iterated && 'items' in iterated) positional.push(...iterated.items.map(item => ({ value: item, span })));
      else open = true;
    } else {
      const entries = evaluated.kind === 'dict' ? evaluated.cell.content : null;
      if (entries === null) open = true;
      else
        for (const item of entries.values()) if (item.key.kind === 'str') keywords.push({ name: item.key.value, value: item.value, span });
    }
  }
  return { positional, keywords, open };
}

/** A method has made something else of its object, which is a value and no place: the name that it was called by has that now. */
function rebind(interpreter: Interpreter, object: Expr, self: Value, frame: Frame): void {
  const became = interpreter.takeBecome();
  if (became === undefined || object.kind !== 'name') return;
  const slot = findSlot(frame.scope, object.name);
  if (slot?.content === self) interpreter.heap.write(slot, became);
}

/** `and` / `or`: the left side where it decides, else the right one. */
function shortCircuit(interpreter: Interpreter, expr: Of<'and'>, frame: Frame, decides: boolean): Value {
  const left = evaluate(interpreter, expr.left, frame);
  const decided = truth(interpreter, left, expr.left.span);
  if (decided === decides) return left;
  if (decided !== undefined) return evaluate(interpreter, expr.right, frame);
  const { result, changes } = interpreter.heap.attempt(() => interpreter.doubtfully(() => evaluate(interpreter, expr.right, frame)));
  interpreter.heap.applyOneOf([changes, new Map()]);
  return join(left, result);
}

/** Runs the clauses of a comprehension and collects what `element` gives; undefined where the number of rounds is not known. */
function comprehend(interpreter: Interpreter, clauses: readonly ForClause[], frame: Frame, element: () => void): boolean {
  const [clause, ...rest] = clauses;
  if (clause === undefined) {
    element();
    return true;
  }
  const iterated = iterate(interpreter, evaluate(interpreter, clause.iterable, frame), clause.iterable.span);
  const items = iterated && 'items' in iterated && iterated.items.length <= 256 ? iterated.items : undefined;
  let known = items !== undefined;
  for (const item of items ?? [iterated && 'each' in iterated ? iterated.each : UNKNOWN]) {
    assign(interpreter, clause.target, item, frame);
    const verdicts = clause.conditions.map(condition => truth(interpreter, evaluate(interpreter, condition, frame), condition.span));
    if (verdicts.includes(false)) continue;
    if (verdicts.includes(undefined)) known = false;
    if (!comprehend(interpreter, rest, frame, element)) known = false;
  }
  return known;
}

const rules: Rules = {
  name: (interpreter, { name, span }, frame) => lookUpName(interpreter, name, span, frame),
  int: (_interpreter, { value }) => int(value),
  float: (_interpreter, { value }) => float(value),
  str: (_interpreter, { value }) => str(value),
  bytes: (_interpreter, { value }) => ({ kind: 'bytes', value }),
  fstring: (interpreter, { parts }, frame) => formatParts(parts, expr => evaluate(interpreter, expr, frame)),
  constant: (_interpreter, { value }) => (value === null ? NONE : value === 'ellipsis' ? ELLIPSIS : bool(value)),
  list: (interpreter, expr, frame) => {
    const { items, spans } = displayItems(interpreter, expr.items, frame);
    return list(items, spans);
  },
  tuple: (interpreter, expr, frame) => {
    const { items, spans } = displayItems(interpreter, expr.items, frame);
    return items === null ? UNKNOWN : tuple(items, spans);
  },
  set: (interpreter, expr, frame) => {
    const { items } = displayItems(interpreter, expr.items, frame);
    return set(items && distinct(items));
  },
  dict: (interpreter, { entries }, frame) => {
    const items: DictItem[] = [];
    let known = true;
    for (const { key, value } of entries) {
      const evaluated = evaluate(interpreter, value, frame);
      if (key !== null) items.push({ key: evaluate(interpreter, key, frame), value: evaluated, span: key.span });
      else if (evaluated.kind === 'dict' && evaluated.cell.content !== null) items.push(...evaluated.cell.content.values());
      else known = false;
    }
    return dict(known ? items : null);
  },
  comprehension: (interpreter, { of, key, element, clauses }, frame) => {
    const inner = newFrame(innerScope('comprehension', frame.scope), { owner: frame.owner, self: frame.self });
    const items: Value[] = [];
    const entries: DictItem[] = [];
    const known = comprehend(interpreter, clauses, inner, () => {
      const itemKey = key === null ? undefined : evaluate(interpreter, key, inner);
      const value = evaluate(interpreter, element, inner);
      if (itemKey === undefined) items.push(value);
      else entries.push({ key: itemKey, value });
    });
    if (of === 'dict') return dict(known ? entries : null);
    if (of === 'set') return set(known ? distinct(items) : null);
    // A generator is walked once, as a tuple of the same items would be.
    if (of === 'generator') return known ? tuple(items) : UNKNOWN;
    return list(known ? items : null);
  },
  unary: (interpreter, { op, operand, span }, frame) => applyUnary(interpreter, op, evaluate(interpreter, operand, frame), span),
  binary: (interpreter, { op, left, right, span }, frame) =>
    applyBinary(interpreter, op, evaluate(interpreter, left, frame), evaluate(interpreter, right, frame), span),
  and: (interpreter, expr, frame) => shortCircuit(interpreter, expr, frame, false),
  or: (interpreter, expr, frame) => shortCircuit(interpreter, expr, frame, true),
  compare: (interpreter, { first, rest, span }, frame) => {
    let left = evaluate(interpreter, first, frame);
    let result: Value = bool(true);
    for (const { op, right } of rest) {
      const value = evaluate(interpreter, right, frame);
      const verdict = applyCompare(interpreter, op, left, value, span);
      if (rest.length === 1) return verdict;
      const decided = truth(interpreter, verdict, span);
      if (decided === false) return verdict;
      if (decided === undefined) result = UNKNOWN;
      left = value;
    }
    return result;
  },
  call: (interpreter, { callee, args, span }, frame) => {
    // `super()` without arguments stands for the class and object of the method around it.
    if (
      callee.kind === 'name' &&
      callee.name === 'super' &&
      frame.owner &&
      frame.self &&
      lookUpName(interpreter, 'super', span, frame).kind === 'builtin'
    )
      return { kind: 'super', self: frame.self, cls: frame.owner };
    const fn = evaluate(interpreter, callee, frame);
    const name = callee.kind === 'attribute' ? callee.nameSpan : callee.kind === 'name' ? callee.span : undefined;
    const value = callValue(interpreter, fn, { ...evaluateArguments(interpreter, args, frame), ...(name && { name }) }, span);
    if (fn.kind === 'method' && callee.kind === 'attribute') rebind(interpreter, callee.object, fn.self, frame);
    return value;
  },
  attribute: (interpreter, { object, name, span }, frame) => attributeOf(interpreter, evaluate(interpreter, object, frame), name, span),
  subscript: (interpreter, { object, index, span }, frame) =>
    getItem(interpreter, evaluate(interpreter, object, frame), evaluate(interpreter, index, frame), span),
  slice: (interpreter, { start, stop, step }, frame) => {
    const part = (expr: Expr | null) => (expr === null ? NONE : evaluate(interpreter, expr, frame));
    return { kind: 'slice', start: part(start), stop: part(stop), step: part(step) };
  },
  starred: (interpreter, { value }, frame) => {
    evaluate(interpreter, value, frame);
    return UNKNOWN;
  },
  lambda: (interpreter, expr, frame) => defineLambda(interpreter, expr, frame),
  conditional: (interpreter, { test, whenTrue, otherwise }, frame) => {
    const decided = truth(interpreter, evaluate(interpreter, test, frame), test.span);
    if (decided !== undefined) return evaluate(interpreter, decided ? whenTrue : otherwise, frame);
    const one = interpreter.heap.attempt(() => interpreter.doubtfully(() => evaluate(interpreter, whenTrue, frame)));
    const other = interpreter.heap.attempt(() => interpreter.doubtfully(() => evaluate(interpreter, otherwise, frame)));
    interpreter.heap.applyOneOf([one.changes, other.changes]);
    return join(one.result, other.result);
  },
  walrus: (interpreter, { target, value }, frame) => {
    const result = evaluate(interpreter, value, frame);
    assign(interpreter, target, result, frame);
    return result;
  },
  await: (interpreter, { value }, frame) => {
    if (value) evaluate(interpreter, value, frame);
    return UNKNOWN;
  },
  yield: (interpreter, { value }, frame) => {
    const yielded = value ? evaluate(interpreter, value, frame) : NONE;
    frame.yielded = frame.yielded === undefined ? yielded : join(frame.yielded, yielded);
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
