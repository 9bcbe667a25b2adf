import type { ClassValue, Value } from '../values/value';
import type { Changes } from './heap';
import type { Scope } from './scope';

/** How a block of statements ended. */
export type Completion = { kind: 'next' } | { kind: 'break' } | { kind: 'continue' } | { kind: 'raise' } | { kind: 'return'; value: Value };

export const NEXT: Completion = { kind: 'next' };
export const RAISE: Completion = { kind: 'raise' };

/** A running function, module or class body. */
export interface Frame {
  readonly scope: Scope;
  /** Returns that may have happened in an undecided branch, with what changed on the way there. */
  readonly returns: { value: Value; changes: Changes }[];
  /** The innermost loop may have been left, or its body cut short, in an undecided branch. */
  loopUncertain: boolean;
  /** The class whose method this is, for `super()` without arguments. */
  readonly owner?: ClassValue;
  readonly self?: Value;
  /** What a generator has yielded, each value once. */
  readonly yielded: Value[];
}

export const newFrame = (scope: Scope, method?: Pick<Frame, 'owner' | 'self'>): Frame => ({
  scope,
  returns: [],
  loopUncertain: false,
  yielded: [],
  ...method,
});
