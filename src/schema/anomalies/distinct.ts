import type { Distinct } from '../../statistics/report/statistics';

/** Six standard errors of the estimate (1.6 % each), so that what is told by it is true. */
const MAX_RELATIVE_ERROR = 0.1;

/** How many different values there are, at least and at most. */
export function distinctBounds({ count, known }: Distinct): { least: number; most: number } {
  if (known === 'estimate')
    return { least: Math.floor(count * (1 - MAX_RELATIVE_ERROR)), most: Math.ceil(count * (1 + MAX_RELATIVE_ERROR)) };
  return { least: count, most: known === 'exact' ? count : Number.POSITIVE_INFINITY };
}
