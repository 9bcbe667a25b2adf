import type { ValueCounts } from './read-state';

/** Values that a table has room for (../kernel/frequent.ts). */
const MAX_EXACT_VALUES = 1024;

/** Number of different values: exact, an estimate, or (for a continuum) only that there are at least so many. */
export function distinctCount({ closed, estimate, used }: ValueCounts): { count: number; known: 'exact' | 'estimate' | 'at_least' } {
  if (closed) return { count: MAX_EXACT_VALUES, known: 'at_least' };
  return estimate === null ? { count: used, known: 'exact' } : { count: estimate, known: 'estimate' };
}
