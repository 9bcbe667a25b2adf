import type { Mistake, Related } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';
import type { Arguments, CallContext, Library } from '../values/library';
import type { FunctionValue, ModuleValue, Value } from '../values/value';
import type { Expr, Stmt } from './ast';
import type { FunctionCode } from './code';
import type { Completion, Frame } from './completion';
import type { Heap } from './heap';

/**
 * What operations on values need: operators, attributes, items, Python's own functions. They get it as an argument and import nothing of what runs
 * programs, so that no circle of imports arises from Python's own: anything may call anything.
 */
export interface Evaluator {
  readonly heap: Heap;
  readonly library: Library;
  /** Calls any value as Python would. */
  call(callee: Value, args: Arguments, span: Span): Value;
  /** What a rule of the library may ask, for one expression. */
  context(span: Span): CallContext;
  report(found: Mistake): void;
}

/** One reading of a program: what its statements and functions need besides. */
export interface Reading extends Evaluator {
  evaluate(expr: Expr, frame: Frame): Value;
  execute(statements: readonly Stmt[], frame: Frame): Completion;
  /** The file of the workspace that an import leads to, as a module; undefined where there is none. */
  importFile(name: string, level: number, fromPath: string): ModuleValue | undefined;
  /** Counts one step of work; throws once the budget is used up. */
  step(): void;
  /** Keeps what an expression gave. */
  saw(expr: Expr, value: Value): void;
  lastValue(expr: Expr): Value | undefined;
  assigned(name: string, span: Span, value: Value): void;
  defined(fn: FunctionValue): void;
  called(code: FunctionCode): void;
  /** What the last method has made of its object, if it has; asked once. */
  takeBecome(): Value | undefined;
  /** Runs a call of the program's own; undefined where it nests too deeply, or calls itself in a branch that may not be taken. */
  nested<T>(code: FunctionCode, run: () => T): T | undefined;
  /** Runs something in the name of another place, which diagnostics then name as related. */
  onBehalf<T>(of: Related, run: () => T): T;
  /** Runs the widening of a loop, which is given how many rounds it may take. */
  widening(run: (rounds: number) => void): void;
  /** Runs what the program catches or does only perhaps: nothing is reported. */
  quietly<T>(run: () => T): T;
  /** Runs what stands for any number of rounds of a loop. */
  anyRound<T>(run: () => T): T;
  /** Runs what has run before: it reports, and its events have happened already. */
  again<T>(run: () => T): T;
  /** Runs the body of a `try` or of its handler: what is wrong in it is the program's own business. */
  inTry<T>(run: () => T): T;
  /** Runs a branch that may not be taken: what would be an error is a warning. */
  doubtfully<T>(run: () => T): T;
}
