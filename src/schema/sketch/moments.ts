/**
 * Count, sum, mean and deviation of numbers. A hot loop adds into a block around a shift with three additions and one multiplication (no
 * division); every BLOCK values the block is folded into the whole by Chan, Golub and LeVeque's update, and the mean so far becomes the
 * next shift, so a first value far from the rest does no harm.
 */
export interface Moments {
  count: number;
  mean: number;
  /** Sum of squared distances from the mean. */
  m2: number;
  shift: number;
  blockCount: number;
  /** Sum and sum of squares of (value − shift) in the open block. */
  blockSum: number;
  blockSquares: number;
}

const BLOCK = 256;

export const createMoments = (): Moments => ({
  count: 0,
  mean: Number.NaN,
  m2: 0,
  shift: Number.NaN,
  blockCount: 0,
  blockSum: 0,
  blockSquares: 0,
});

/** Adds one finite value. */
export function addMoment(moments: Moments, value: number): void {
  const distance = value - shiftOf(moments, value);
  addSums(moments, 1, distance, distance * distance);
}

/** The value around which a block is summed; `first` when there is none yet. */
export function shiftOf(moments: Moments, first: number): number {
  if (moments.blockCount === 0 && moments.count === 0) moments.shift = first;
  return moments.shift;
}

/** Adds `count` finite values by their summed distances from the shift, and the squares of those. */
export function addSums(moments: Moments, count: number, sum: number, squares: number): void {
  moments.blockSum += sum;
  moments.blockSquares += squares;
  moments.blockCount += count;
  if (moments.blockCount >= BLOCK) foldBlock(moments);
}

/** Adds `count` equal finite values. */
export function addRepeated(moments: Moments, value: number, count: number): void {
  foldBlock(moments);
  combine(moments, count, value, 0);
}

function combine(moments: Moments, count: number, mean: number, m2: number): void {
  if (count === 0) return;
  if (moments.count === 0) {
    moments.count = count;
    moments.mean = mean;
    moments.m2 = m2;
  } else {
    const total = moments.count + count;
    const distance = mean - moments.mean;
    moments.m2 += m2 + (distance * distance * moments.count * count) / total;
    moments.mean += (distance * count) / total;
    moments.count = total;
  }
  moments.shift = moments.mean;
}

function foldBlock(moments: Moments): void {
  const { blockCount: count, blockSum: sum, blockSquares: squares, shift } = moments;
  if (count === 0) return;
  moments.blockCount = 0;
  moments.blockSum = 0;
  moments.blockSquares = 0;
  combine(moments, count, shift + sum / count, Math.max(0, squares - (sum * sum) / count));
}

/** Adds everything of `other`, in place. */
export function mergeMoments(moments: Moments, other: Moments): void {
  foldBlock(moments);
  const closed = { ...other };
  foldBlock(closed);
  combine(moments, closed.count, closed.mean, closed.m2);
}

/** Count, mean and population standard deviation (NumPy's default, ddof = 0); mean and deviation are NaN without values. */
export function momentsOf(moments: Moments): { count: number; mean: number; deviation: number } {
  const closed = { ...moments };
  foldBlock(closed);
  return {
    count: closed.count,
    mean: closed.mean,
    deviation: closed.count === 0 ? Number.NaN : Math.sqrt(Math.max(0, closed.m2) / closed.count),
  };
}
