import type { RuleName } from '../../diagnostics/catalogue';
import type { Mistake } from '../../diagnostics/diagnostic';
import { UNKNOWN, type Value } from '../../values/value';
import type { Call } from './rule';

/** What goes with a message: where, how bad, what else to look at, and what mends it. */
export type Details = Partial<Omit<Mistake, 'rule' | 'message'>>;

/** "1 unit", "3 units". */
export const several = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Reports what a call does wrong and gives the unknown value that it then has. */
export function fail(call: Pick<Call, 'context'>, rule: RuleName, message: string, details: Details = {}): Value {
  const { span = call.context.span, level = 'error' } = details;
  call.context.report({ ...details, rule, level, message, span });
  return UNKNOWN;
}
