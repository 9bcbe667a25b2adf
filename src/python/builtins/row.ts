import type { Span } from '../../diagnostics/span';
import type { Arguments, Iterated } from '../../values/library';
import type { Value } from '../../values/value';
import type { Evaluator } from '../evaluator';

/** A call of one of Python's own functions, as its row sees it. */
export interface BuiltinCall {
  readonly evaluator: Evaluator;
  readonly span: Span;
  readonly args: readonly Value[];
  readonly keywords: Arguments['keywords'];
  /** A keyword argument, or undefined. */
  keyword(name: string): Value | undefined;
  /** All items of an argument; undefined where they are not known. */
  items(index: number): readonly Value[] | undefined;
  /** What iterating over an argument gives; undefined where nothing is known. */
  iterated(index: number): Iterated | undefined;
}
export type BuiltinRow = (call: BuiltinCall) => Value;
