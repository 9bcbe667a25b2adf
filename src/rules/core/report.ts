import type { Diagnostic, Fix, Level, Related } from '../../diagnostics/diagnostic';
import type { Span } from '../../diagnostics/span';
import { UNKNOWN, type Value } from '../../values/value';
import type { Call } from './rule';

interface Details {
  span?: Span;
  related?: readonly Related[];
  fixes?: readonly Fix[];
  level?: Level;
  mistake?: string;
}

/** "1 unit", "3 units". */
export const several = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Reports what a call does wrong and gives the unknown value that it then has. */
export function fail(call: Pick<Call, 'context'>, rule: Diagnostic['rule'], message: string, details: Details = {}): Value {
  const { span = call.context.span, level = 'error', related, fixes, mistake } = details;
  call.context.report({
    rule,
    level,
    message,
    span,
    ...(related && { related }),
    ...(fixes && { fixes }),
    ...(mistake !== undefined && { mistake }),
  });
  return UNKNOWN;
}
