import { join } from '../values/join';
import { UNKNOWN, type Value } from '../values/value';
import { assign } from './assign';
import type { Stmt } from './ast';
import { type Completion, type Frame, NEXT } from './completion';
import type { Reading } from './evaluator';
import { evaluate } from './expressions';
import { iterate } from './iterate';
import { truth } from './truth';

type For = Extract<Stmt, { kind: 'for' }>;
type While = Extract<Stmt, { kind: 'while' }>;

/** Rounds of a loop that are run one by one; beyond, the loop is summed up. */
const MAX_UNROLLED_ROUNDS = 64;

export function runFor(reading: Reading, statement: For, frame: Frame): Completion {
  const iterable = evaluate(reading, statement.iterable, frame);
  const iterated = iterate(reading, iterable, statement.iterable.span);
  const body = (item: Value) => (): Completion => {
    assign(reading, statement.target, item, frame);
    return reading.execute(statement.body, frame);
  };
  const after = () => reading.execute(statement.otherwise, frame);
  if (iterated && 'items' in iterated && iterated.items.length <= MAX_UNROLLED_ROUNDS) {
    return runRounds(reading, iterated.items.map(body), after, frame);
  }
  const each = iterated === undefined ? UNKNOWN : 'each' in iterated ? iterated.each : iterated.items.reduce(join);
  return runSummed(reading, body(each), frame, after);
}

export function runWhile(reading: Reading, statement: While, frame: Frame): Completion {
  const test = () => truth(reading, evaluate(reading, statement.test, frame), statement.test.span);
  const after = () => reading.execute(statement.otherwise, frame);
  const outer = frame.loopUncertain;
  frame.loopUncertain = false;
  for (let round = 0; round < MAX_UNROLLED_ROUNDS; round++) {
    const goesOn = test();
    if (goesOn === false) return restoring(frame, outer, after());
    if (goesOn === undefined) break;
    const completion = reading.execute(statement.body, frame);
    if (completion.kind === 'break') return restoring(frame, outer, NEXT);
    if (completion.kind === 'return' || completion.kind === 'raise') return restoring(frame, outer, completion);
    if (frame.loopUncertain) break;
  }
  const round = (): Completion => {
    evaluate(reading, statement.test, frame);
    return reading.execute(statement.body, frame);
  };
  return restoring(frame, outer, runSummed(reading, round, frame, after));
}

function restoring(frame: Frame, outer: boolean, completion: Completion): Completion {
  frame.loopUncertain = outer;
  return completion;
}

/** Runs known rounds one after another; once one may have left the loop, the rest is summed up. */
function runRounds(reading: Reading, rounds: readonly (() => Completion)[], after: () => Completion, frame: Frame): Completion {
  const outer = frame.loopUncertain;
  frame.loopUncertain = false;
  for (const [index, round] of rounds.entries()) {
    const completion = round();
    if (completion.kind === 'break') return restoring(frame, outer, NEXT);
    if (completion.kind === 'return' || completion.kind === 'raise') return restoring(frame, outer, completion);
    if (frame.loopUncertain) {
      const rest = rounds.slice(index + 1);
      const any = () => rest.reduce<Completion>((last, next) => (last.kind === 'next' || last.kind === 'continue' ? next() : last), NEXT);
      return restoring(frame, outer, rest.length === 0 ? after() : runSummed(reading, any, frame, after));
    }
  }
  return restoring(frame, outer, after());
}

/**
 * A loop with an unknown number of rounds. What a round changes is widened until another round changes nothing that is known (three rounds at
 * most, and one where a loop around this one is being widened itself; what still changes then is unknown). Only the last round, on the widened
 * state, reports. Costs up to four rounds, nested loops not more than that for each.
 */
function runSummed(reading: Reading, round: () => Completion, frame: Frame, after: () => Completion): Completion {
  const outer = frame.loopUncertain;
  reading.widening(rounds => {
    for (let left = rounds; left > 0; left--) {
      const returns = frame.returns.length;
      const { changes } = reading.heap.attempt(() => reading.quietly(round));
      frame.returns.length = returns;
      const before = new Map([...changes.keys()].map(cell => [cell, cell.content]));
      reading.heap.applyOneOf([changes, new Map()]);
      const unstable = [...before].filter(([cell, content]) => cell.content !== content).map(([cell]) => cell);
      if (unstable.length === 0) break;
      if (left === 1) for (const cell of unstable) if (isVariable(cell.content)) reading.heap.write(cell, UNKNOWN);
    }
  });
  const { result, changes } = reading.heap.attempt(round);
  if (result.kind === 'return') frame.returns.push({ value: result.value, changes });
  reading.heap.applyOneOf([changes, new Map()]);
  frame.loopUncertain = outer;
  return after();
}

/** Whether a cell holds a Value, and not a list's, an object's or a library's content. */
const isVariable = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && typeof (content as { kind?: unknown }).kind === 'string';
