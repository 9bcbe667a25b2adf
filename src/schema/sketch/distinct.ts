import type { ValueCounts } from './read-state';

/** Registers of the HyperLogLog (../kernel/hyperloglog.ts), and the highest rank: they come from a 32-bit hash. */
const REGISTERS = 4096;
const HIGHEST = 33;
/** Values that a table has room for (../kernel/frequent.ts). */
const ENTRIES = 1024;

/** Number of different values: exact, an estimate, or (for a continuum) only that there are at least so many. */
export function distinctCount({ closed, registers, used }: ValueCounts): { count: number; known: 'exact' | 'estimate' | 'at_least' } {
  if (closed) return { count: ENTRIES, known: 'at_least' };
  return registers === null ? { count: used, known: 'exact' } : { count: estimateDistinct(registers), known: 'estimate' };
}

/**
 * Estimated number of distinct values: Ertl's improved raw estimator (arXiv:1702.01284, algorithm 6), which needs no bias tables and holds from zero up.
 */
function estimateDistinct(registers: Uint8Array): number {
  const counts = new Float64Array(HIGHEST + 1);
  for (const rank of registers) counts[Math.min(rank, HIGHEST)] = (counts[Math.min(rank, HIGHEST)] ?? 0) + 1;
  let sum = REGISTERS * tau(1 - (counts[HIGHEST] ?? 0) / REGISTERS);
  for (let rank = HIGHEST - 1; rank >= 1; rank--) sum = (sum + (counts[rank] ?? 0)) / 2;
  sum += REGISTERS * sigma((counts[0] ?? 0) / REGISTERS);
  return Math.round((REGISTERS * REGISTERS) / (2 * Math.LN2) / sum);
}

function sigma(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY;
  let sum = x;
  for (let power = x, weight = 1, before = -1; sum !== before; weight *= 2) {
    before = sum;
    power *= power;
    sum += power * weight;
  }
  return sum;
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let sum = 1 - x;
  for (let root = x, weight = 1, before = -1; sum !== before; ) {
    before = sum;
    root = Math.sqrt(root);
    weight /= 2;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}
