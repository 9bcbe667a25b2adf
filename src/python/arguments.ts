import type { Span } from '../diagnostics/span';
import type { Arguments } from '../values/library';
import type { Value } from '../values/value';

/** Arguments of a call that a rule makes itself, all placed at one span. */
export const plainArguments = (
  positional: readonly Value[],
  keywords: { [name: string]: Value },
  span: Span,
  filledIn?: Arguments['filledIn'],
): Arguments => ({
  positional: positional.map(value => ({ value, span })),
  keywords: Object.entries(keywords).map(([name, value]) => ({ name, value, span })),
  open: false,
  ...(filledIn && { filledIn }),
});
