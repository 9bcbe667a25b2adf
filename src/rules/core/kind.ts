import type { Iterated, OperatorName } from '../../values/library';
import type { Value } from '../../values/value';
import type { Call } from './rule';

/** A use of an object that is no call: the same as a Call without arguments. */
export type Use = Pick<Call, 'context' | 'session' | 'self'>;

/**
 * What an object of a library class does besides its methods; methods are rows of the table of functions ("tf.data.Dataset.map"), a call of the
 * object is its "__call__". Every answer may be undefined: "not this one's business".
 */
export interface ObjectKind {
  attribute?(use: Use, name: string): Value | undefined;
  setAttribute?(use: Use, name: string, value: Value): void;
  iterate?(use: Use): Iterated | undefined;
  length?(self: Value): number | undefined;
  index?(use: Use, key: Value): Value;
  /** What it is in a condition. */
  truth?(): boolean;
  /** `object[key] = value`; `del object[key]` without one. */
  setIndex?(use: Use, key: Value, value: Value | undefined): void;
  /** Something that is not followed got it, and may have changed it. */
  escaped?(use: Use): void;
  /** An operator with it on either side. */
  operator?(use: Use, op: OperatorName, operands: readonly Value[]): Value;
}
export type Kinds = { readonly [type: string]: ObjectKind };
