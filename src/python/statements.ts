import { NONE, UNKNOWN, type Value } from '../values/value';
import { assign, remove } from './assign';
import type { Expr, Stmt } from './ast';
import { runBranches, runTry } from './branches';
import { type Completion, type Frame, NEXT, RAISE } from './completion';
import { defineClass, defineFunction } from './definitions';
import type { Reading } from './evaluator';
import { evaluate } from './expressions';
import { runImport, runImportFrom } from './imports';
import { extended } from './lists';
import { runFor, runWhile } from './loops';
import { applyBinary } from './operators';
import { slotToWrite } from './scope';
import { truth } from './truth';

type Of<K extends Stmt['kind'], S = Stmt> = S extends { kind: infer Kinds } ? (K extends Kinds ? S : never) : never;
type Rules = { [K in Stmt['kind']]: (reading: Reading, statement: Of<K>, frame: Frame) => Completion };

/** Runs statements until one ends the block. */
export function execute(reading: Reading, statements: readonly Stmt[], frame: Frame): Completion {
  for (const statement of statements) {
    reading.step();
    const rule = rules[statement.kind] as (reading: Reading, statement: Stmt, frame: Frame) => Completion;
    const completion = rule(reading, statement, frame);
    if (completion.kind !== 'next') return completion;
  }
  return NEXT;
}

/** Names whose value is lost: something that could not be read may have bound them. */
function forget(reading: Reading, names: Iterable<string>, frame: Frame): void {
  for (const name of names) reading.heap.write(slotToWrite(frame.scope, name), UNKNOWN);
}

/** Calls that never come back (https://docs.python.org/3/library/sys.html#sys.exit). */
const neverReturns = new Set(['sys.exit', 'os._exit', 'exit', 'quit']);

const rules: Rules = {
  expression: (reading, { value }, frame) => {
    evaluate(reading, value, frame);
    if (value.kind !== 'call') return NEXT;
    const callee = reading.lastValue(value.callee);
    return callee?.kind === 'builtin' && neverReturns.has(callee.name) ? RAISE : NEXT;
  },
  assign: (reading, { targets, value }, frame) => {
    const result = evaluate(reading, value, frame);
    for (const target of targets) assign(reading, target, result, frame);
    return NEXT;
  },
  augmented: (reading, { target, op, value, span }, frame) => {
    const before = evaluate(reading, target, frame);
    const operand = evaluate(reading, value, frame);
    if (op === '+' && before.kind === 'list') {
      // A list is extended in place, so that every name of it sees the change.
      const added = operand.kind === 'list' ? operand.cell.content : operand.kind === 'tuple' ? { items: operand.items } : null;
      reading.heap.write(before.cell, extended(before.cell.content, added));
      return NEXT;
    }
    assign(reading, target, applyBinary(reading, op, before, operand, span), frame);
    return NEXT;
  },
  return: (reading, { value }, frame) => ({ kind: 'return', value: value ? evaluate(reading, value, frame) : NONE }),
  if: (reading, { test, whenTrue, otherwise }, frame) => {
    const condition = evaluate(reading, test, frame);
    const decided = truth(reading, condition, test.span);
    if (decided !== undefined) return execute(reading, decided ? whenTrue : otherwise, frame);
    return runBranches(reading, [() => execute(reading, whenTrue, frame), () => execute(reading, otherwise, frame)], frame);
  },
  for: runFor,
  while: runWhile,
  function: (reading, statement, frame) => {
    assignName(reading, statement.name, defineFunction(reading, statement, frame), frame);
    return NEXT;
  },
  class: (reading, statement, frame) => {
    assignName(reading, statement.name, defineClass(reading, statement, frame), frame);
    return NEXT;
  },
  import: runImport,
  importFrom: runImportFrom,
  with: (reading, { items, body }, frame) => {
    for (const { value, target } of items) {
      const manager = evaluate(reading, value, frame);
      // An object of the library (a GradientTape, a writer) enters as itself; of others it is not known.
      if (target) assign(reading, target, manager.kind === 'object' ? manager : UNKNOWN, frame);
      if (swallows(value)) return reading.inTry(() => runBranches(reading, [() => execute(reading, body, frame), () => NEXT], frame));
    }
    return execute(reading, body, frame);
  },
  try: runTry,
  raise: (reading, { value, span }, frame) => {
    if (value) evaluate(reading, value, frame);
    reading.library.raised(reading.context(span));
    return RAISE;
  },
  assert: (reading, { test }, frame) => {
    evaluate(reading, test, frame);
    return NEXT;
  },
  delete: (reading, { targets }, frame) => {
    for (const target of targets) remove(reading, target, frame);
    return NEXT;
  },
  pass: () => NEXT,
  break: () => ({ kind: 'break' }),
  continue: () => ({ kind: 'continue' }),
  scope: (_reading, { of, names }, frame) => {
    for (const name of names) {
      if (of === 'global') frame.scope.elsewhere.set(name, frame.scope.module);
      else if (frame.scope.parent) {
        let holder = frame.scope.parent;
        while (!holder.slots.has(name) && holder.parent !== null && holder.parent.kind !== 'module') holder = holder.parent;
        frame.scope.elsewhere.set(name, holder);
      }
    }
    return NEXT;
  },
  match: (reading, { subject, cases, names }, frame) => {
    evaluate(reading, subject, frame);
    const branches = cases.map(body => () => {
      forget(reading, names, frame);
      return execute(reading, body, frame);
    });
    return runBranches(reading, [...branches, () => NEXT], frame);
  },
  unreadable: (reading, { names }, frame) => {
    forget(reading, names, frame);
    return NEXT;
  },
};

function assignName(reading: Reading, name: string, value: Value, frame: Frame): void {
  reading.heap.write(slotToWrite(frame.scope, name), value);
}

/** Managers that swallow what their body raises: a test's expectation, `contextlib.suppress`. */
const swallowing = new Set(['raises', 'assertRaises', 'assertRaisesRegex', 'suppress', 'warns', 'assertWarns']);
const swallows = (manager: Expr): boolean => {
  if (manager.kind !== 'call') return false;
  const { callee } = manager;
  return (callee.kind === 'name' || callee.kind === 'attribute') && swallowing.has(callee.name);
};
