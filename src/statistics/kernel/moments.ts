/**
 * Count, mean and deviation of numbers. A hot loop adds into a block around a shift with three additions and one multiplication (no division); every
 * BLOCK_VALUES values the block is folded into the whole by Chan, Golub and LeVeque's update, and the mean so far becomes the next shift, so a first value far
 * from the rest does no harm.
 */
export class Moments {
  count: f64 = 0;
  mean: f64 = NaN;
  /** Sum of squared distances from the mean. */
  m2: f64 = 0;
  shift: f64 = NaN;
  blockCount: f64 = 0;
  /** Sum and sum of squares of (value − shift) in the open block. */
  blockSum: f64 = 0;
  blockSquares: f64 = 0;
}

const BLOCK_VALUES: f64 = 256;

/** The value around which a block is summed; `first` when there is none yet. */
export function shiftOf(moments: Moments, first: f64): f64 {
  if (moments.blockCount === 0 && moments.count === 0) moments.shift = first;
  return moments.shift;
}

/** Adds one finite value. */
export function addMoment(moments: Moments, value: f64): void {
  const distance = value - shiftOf(moments, value);
  addSums(moments, 1, distance, distance * distance);
}

/** Adds `count` finite values by their summed distances from the shift, and the squares of those. */
export function addSums(moments: Moments, count: f64, sum: f64, squares: f64): void {
  moments.blockSum += sum;
  moments.blockSquares += squares;
  moments.blockCount += count;
  if (moments.blockCount >= BLOCK_VALUES) foldBlock(moments);
}

/** Adds `count` values by their mean and their summed squared distances from it. */
export function combine(moments: Moments, count: f64, mean: f64, m2: f64): void {
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

/** Takes the open block into the whole. */
export function foldBlock(moments: Moments): void {
  const count = moments.blockCount;
  if (count === 0) return;
  const sum = moments.blockSum;
  const squares = moments.blockSquares;
  moments.blockCount = 0;
  moments.blockSum = 0;
  moments.blockSquares = 0;
  combine(moments, count, moments.shift + sum / count, max(0, squares - (sum * sum) / count));
}

/** Adds everything of `other`, whose block is folded. */
export function mergeMoments(moments: Moments, other: Moments): void {
  foldBlock(moments);
  foldBlock(other);
  combine(moments, other.count, other.mean, other.m2);
}
