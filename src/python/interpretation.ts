import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/span';
import type { Library, ProgramEvent } from '../values/library';
import type { Value } from '../values/value';
import type { Expr, Stmt } from './ast';

/** A file of the workspace that an import leads to. */
export interface SourceModule {
  readonly path: string;
  readonly name: string;
  readonly statements: readonly Stmt[];
}

export interface InterpreterOptions {
  readonly library: Library;
  /** The file that `import name` (or `from ..name import`, with the number of dots) leads to, seen from a file; undefined where there is none. */
  resolve(name: string, level: number, fromPath: string): SourceModule | undefined;
  /** Evaluations after which everything is unknown, so that any program ends. */
  readonly budget: number;
  /** The text of a file or cell that is read; undefined where it is not at hand. */
  text?(path: string): string | undefined;
}

/** A name and what was assigned to it. */
export interface Assignment {
  readonly name: string;
  readonly span: Span;
  readonly value: Value;
}

/** Everything that one reading of a program gives. */
export interface Interpretation {
  readonly diagnostics: readonly Diagnostic[];
  readonly events: readonly ProgramEvent[];
  /** Events in loops with an unknown number of rounds: they may happen more often than `events` has them. */
  readonly repeated: readonly ProgramEvent[];
  /** The last value of each place that assigns, in the order in which they were last reached. */
  readonly assignments: readonly Assignment[];
  /** The last value of each expression that was reached. */
  readonly values: ReadonlyMap<Expr, Value>;
  /** The budget ran out: what came later was not read. */
  readonly exhausted: boolean;
  /** Rules of ours that failed; their values are unknown. */
  readonly faults: readonly { readonly span: Span; readonly message: string }[];
}
