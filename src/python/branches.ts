import { join } from '../values/join';
import { UNKNOWN } from '../values/value';
import type { Stmt } from './ast';
import { type Completion, type Frame, NEXT, RAISE } from './completion';
import type { Reading } from './evaluator';
import { evaluate } from './expressions';
import type { Changes } from './heap';
import { slotToWrite } from './scope';

/** One way that an undecided branch may go: how it ended and what it changed. */
interface Way {
  completion: Completion;
  changes: Changes;
}

/** Tries each branch from the same state; what follows sees what all that go on agree on. */
export function runBranches(reading: Reading, branches: readonly (() => Completion)[], frame: Frame): Completion {
  const ways = branches.map(branch => attempt(reading, () => reading.doubtfully(branch)));
  return together(reading, ways, frame);
}

function attempt(reading: Reading, run: () => Completion): Way {
  const { result, changes } = reading.heap.attempt(run);
  return { completion: result, changes };
}

/** How a block ends of which one of these ways was taken. Ways that raise end there: what follows need not know them. */
function together(reading: Reading, ways: readonly Way[], frame: Frame): Completion {
  const of = (kind: Completion['kind']): Way[] => ways.filter(way => way.completion.kind === kind);
  const goingOn = of('next');
  const leaving = [...of('break'), ...of('continue')];
  const returning = of('return');
  if (goingOn.length === 0 && leaving.length === 0) {
    if (returning.length === 0) return RAISE;
    reading.heap.applyOneOf(returning.map(way => way.changes));
    return { kind: 'return', value: returning.map(returned).reduce(join) };
  }
  for (const way of returning) frame.returns.push({ value: returned(way), changes: way.changes });
  if (leaving.length > 0) frame.loopUncertain = true;
  reading.heap.applyOneOf([...goingOn, ...leaving].map(way => way.changes));
  return goingOn.length > 0 ? NEXT : { kind: leaving.some(way => way.completion.kind === 'continue') ? 'continue' : 'break' };
}

const returned = ({ completion }: Way) => (completion.kind === 'return' ? completion.value : UNKNOWN);

/** The body of a `try` may stop anywhere and its errors are the program's own business: nothing in it is reported. */
export function runTry(reading: Reading, statement: Extract<Stmt, { kind: 'try' }>, frame: Frame): Completion {
  const { body, handlers, otherwise } = statement;
  const catching = handlers.length > 0;
  const runBody = (): Completion => {
    const completion = reading.execute(body, frame);
    return completion.kind === 'next' ? reading.execute(otherwise, frame) : completion;
  };
  const whole = (): Completion => {
    if (!catching) return runBody();
    const tried = attempt(reading, () => reading.inTry(runBody));
    const handled = handlers.map(handler =>
      attempt(reading, () => {
        reading.heap.applyOneOf([tried.changes, new Map()]);
        const { type } = handler;
        if (type) reading.quietly(() => evaluate(reading, type, frame));
        if (handler.name !== null) reading.heap.write(slotToWrite(frame.scope, handler.name), UNKNOWN);
        return reading.inTry(() => reading.execute(handler.body, frame));
      }),
    );
    return together(reading, [tried, ...handled], frame);
  };
  const completion = whole();
  const last = reading.execute(statement.finally, frame);
  return last.kind === 'next' ? completion : last;
}
