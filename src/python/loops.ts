import type { Iterated } from '../values/library';
import { UNKNOWN, type Value } from '../values/value';
import { assign } from './assign';
import type { Stmt } from './ast';
import { type Completion, type Frame, NEXT } from './completion';
import type { Reading } from './evaluator';
import { evaluate } from './expressions';
import { forNextRound, iterate, standingFor } from './iterate';
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
  const each = iterated === undefined ? UNKNOWN : 'each' in iterated ? iterated.each : standingFor(iterated.items);
  const round = () => body(forNextRound(each))();
  return runs(iterable, iterated) ? runFirst(reading, round, frame, after) : runSummed(reading, round, frame, after);
}

/** Whether a loop has a first round for certain; a dataset or an array that a program walks through holds something. */
const runs = (iterable: Value, iterated: Iterated | undefined): boolean =>
  iterated !== undefined &&
  ('items' in iterated ||
    (iterated.count ?? 0) > 0 ||
    (iterated.count === null && (iterable.kind === 'object' || iterable.kind === 'tensor')));

/** A loop whose first round is run as it is; the others are summed up from what it leaves, and make no second event of each. */
function runFirst(reading: Reading, round: () => Completion, frame: Frame, after: () => Completion): Completion {
  const outer = frame.loopUncertain;
  frame.loopUncertain = false;
  const completion = round();
  if (completion.kind === 'break') return restoring(frame, outer, NEXT);
  if (completion.kind === 'return' || completion.kind === 'raise') return restoring(frame, outer, completion);
  frame.loopUncertain = outer;
  return runSummed(reading, round, frame, after, run => reading.again(run));
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
function runSummed(
  reading: Reading,
  round: () => Completion,
  frame: Frame,
  after: () => Completion,
  last: (run: () => Completion) => Completion = run => run(),
): Completion {
  const outer = frame.loopUncertain;
  reading.widening(rounds => {
    for (let left = rounds; left > 0; left--) {
      const returns = frame.returns.length;
      const { changes } = reading.heap.attempt(() => reading.quietly(round));
      frame.returns.length = returns;
      const before = new Map([...changes.keys()].map(cell => [cell, cell.content]));
      // What stays the same stays the very value that it was.
      reading.heap.applyOneOf([new Map(), changes]);
      const unstable = [...before].filter(([cell, content]) => cell.content !== content).map(([cell]) => cell);
      if (unstable.length === 0) break;
      if (left > 1) continue;
      for (const cell of unstable) {
        if (isVariable(cell.content)) reading.heap.write(cell, UNKNOWN);
        else if (isRepeated(cell.content)) reading.heap.write(cell, null);
      }
    }
  });
  const { result, changes } = reading.heap.attempt(() => reading.anyRound(() => last(round)));
  if (result.kind === 'return') frame.returns.push({ value: result.value, changes });
  reading.heap.applyOneOf([changes, new Map()]);
  frame.loopUncertain = outer;
  return after();
}

const isRepeated = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && 'each' in content && 'count' in content;

/** Whether a cell holds a Value, and not a list's, an object's or a library's content. */
const isVariable = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && typeof (content as { kind?: unknown }).kind === 'string';
