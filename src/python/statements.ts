import { listContent, NONE, UNKNOWN, type Value } from '../values/value';
import { assign, remove } from './assign';
import type { Expr, Stmt } from './ast';
import { runBranches, runTry } from './branches';
import { type Completion, type Frame, NEXT, RAISE } from './completion';
import { defineClass, defineFunction } from './definitions';
import { evaluate } from './expressions';
import { runImport, runImportFrom } from './imports';
import type { Interpreter } from './interpreter';
import { runFor, runWhile } from './loops';
import { applyBinary } from './operators';
import { slotToWrite } from './scope';
import { truth } from './truth';

type Of<K extends Stmt['kind'], S = Stmt> = S extends { kind: infer Kinds } ? (K extends Kinds ? S : never) : never;
type Rules = { [K in Stmt['kind']]: (interpreter: Interpreter, statement: Of<K>, frame: Frame) => Completion };

/** Runs statements until one ends the block. */
export function execute(interpreter: Interpreter, statements: readonly Stmt[], frame: Frame): Completion {
  for (const statement of statements) {
    interpreter.step();
    const rule = rules[statement.kind] as (interpreter: Interpreter, statement: Stmt, frame: Frame) => Completion;
    const completion = rule(interpreter, statement, frame);
    if (completion.kind !== 'next') return completion;
  }
  return NEXT;
}

/** Names whose value is lost: something that could not be read may have bound them. */
function forget(interpreter: Interpreter, names: Iterable<string>, frame: Frame): void {
  for (const name of names) interpreter.heap.write(slotToWrite(frame.scope, name), UNKNOWN);
}

/** Calls that never come back (https://docs.python.org/3/library/sys.html#sys.exit). */
const neverReturns = new Set(['sys.exit', 'os._exit', 'exit', 'quit']);

const rules: Rules = {
  expression: (interpreter, { value }, frame) => {
    evaluate(interpreter, value, frame);
    if (value.kind !== 'call') return NEXT;
    const callee = interpreter.lastValue(value.callee);
    return callee?.kind === 'builtin' && neverReturns.has(callee.name) ? RAISE : NEXT;
  },
  assign: (interpreter, { targets, value }, frame) => {
    const result = evaluate(interpreter, value, frame);
    for (const target of targets) assign(interpreter, target, result, frame);
    return NEXT;
  },
  augmented: (interpreter, { target, op, value, span }, frame) => {
    const before = evaluate(interpreter, target, frame);
    const operand = evaluate(interpreter, value, frame);
    if (op === '+' && before.kind === 'list') {
      // A list is extended in place, so that every name of it sees the change.
      const added = operand.kind === 'list' ? operand.cell.content : operand.kind === 'tuple' ? operand : null;
      const content = before.cell.content;
      interpreter.heap.write(before.cell, listContent(content && added ? [...content.items, ...added.items] : null));
      return NEXT;
    }
    assign(interpreter, target, applyBinary(interpreter, op, before, operand, span), frame);
    return NEXT;
  },
  return: (interpreter, { value }, frame) => ({ kind: 'return', value: value ? evaluate(interpreter, value, frame) : NONE }),
  if: (interpreter, { test, whenTrue, otherwise }, frame) => {
    const condition = evaluate(interpreter, test, frame);
    const decided = truth(interpreter, condition, test.span);
    if (decided !== undefined) return execute(interpreter, decided ? whenTrue : otherwise, frame);
    return runBranches(interpreter, [() => execute(interpreter, whenTrue, frame), () => execute(interpreter, otherwise, frame)], frame);
  },
  for: runFor,
  while: runWhile,
  function: (interpreter, statement, frame) => {
    assignName(interpreter, statement.name, defineFunction(interpreter, statement, frame), frame);
    return NEXT;
  },
  class: (interpreter, statement, frame) => {
    assignName(interpreter, statement.name, defineClass(interpreter, statement, frame), frame);
    return NEXT;
  },
  import: runImport,
  importFrom: runImportFrom,
  with: (interpreter, { items, body }, frame) => {
    for (const { value, target } of items) {
      const manager = evaluate(interpreter, value, frame);
      // An object of the library (a GradientTape, a writer) enters as itself; of others it is not known.
      if (target) assign(interpreter, target, manager.kind === 'object' ? manager : UNKNOWN, frame);
      if (swallows(value))
        return interpreter.quietly(() => runBranches(interpreter, [() => execute(interpreter, body, frame), () => NEXT], frame));
    }
    return execute(interpreter, body, frame);
  },
  try: runTry,
  raise: (interpreter, { value }, frame) => {
    if (value) evaluate(interpreter, value, frame);
    return RAISE;
  },
  assert: (interpreter, { test }, frame) => {
    evaluate(interpreter, test, frame);
    return NEXT;
  },
  delete: (interpreter, { targets }, frame) => {
    for (const target of targets) remove(interpreter, target, frame);
    return NEXT;
  },
  pass: () => NEXT,
  break: () => ({ kind: 'break' }),
  continue: () => ({ kind: 'continue' }),
  scope: (_interpreter, { of, names }, frame) => {
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
  match: (interpreter, { subject, cases, names }, frame) => {
    evaluate(interpreter, subject, frame);
    const branches = cases.map(body => () => {
      forget(interpreter, names, frame);
      return execute(interpreter, body, frame);
    });
    return runBranches(interpreter, [...branches, () => NEXT], frame);
  },
  unreadable: (interpreter, { names }, frame) => {
    forget(interpreter, names, frame);
    return NEXT;
  },
};

function assignName(interpreter: Interpreter, name: string, value: Value, frame: Frame): void {
  interpreter.heap.write(slotToWrite(frame.scope, name), value);
}

/** Managers that swallow what their body raises: a test's expectation, `contextlib.suppress`. */
const swallowing = new Set(['raises', 'assertRaises', 'assertRaisesRegex', 'suppress', 'warns', 'assertWarns']);
const swallows = (manager: Expr): boolean => {
  if (manager.kind !== 'call') return false;
  const { callee } = manager;
  return (callee.kind === 'name' || callee.kind === 'attribute') && swallowing.has(callee.name);
};
