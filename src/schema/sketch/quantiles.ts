/**
 * Quantiles of a stream in bounded memory: a KLL sketch (Karnin, Lang, Liberty 2016) whose lowest levels are a sampler. Every value is kept,
 * and answers are exact, until the first compaction; after that the rank error is below 1 % (99 of 100 times, K = 400). Once the stream is long
 * only one value in 2^skipped reaches the levels, so the hot loop pays one decrement: `if (--sketch.wait === 0) take(sketch, value)`. Room that higher
 * levels do not use is the lowest one's: it is sorted in hundreds at a time rather than in fifties. A taken value costs about 130 ns in all, most of it the sorting.
 */
export interface Quantiles {
  /** Values until the next one that is taken. */
  wait: number;
  /** An item of level i stands for 2^(skipped + i) values. */
  skipped: number;
  /** Values of the current sampling block that come after the taken one. */
  rest: number;
  levels: Float64Array[];
  sizes: number[];
  /** Items that the lowest level may hold. */
  room: number;
  /** State of the xorshift generator: the same data gives the same sketch. */
  seed: number;
  /** False from the first compaction on. */
  exact: boolean;
}

const K = 400;
/** Levels smaller than this are not worth a sort: the sampler takes their place. */
const SMALLEST = 50;
const SHRINK = 2 / 3;
const HEIGHT = 1 + Math.floor(Math.log(SMALLEST / K) / Math.log(SHRINK));

/** Capacity of a level by its distance from the highest one. */
const CAPACITIES = Array.from({ length: 80 }, (_, distance) => Math.max(SMALLEST, Math.ceil(K * SHRINK ** distance)));
/** Items of all levels together. */
const MOST = CAPACITIES.slice(0, HEIGHT).reduce((sum, items) => sum + items);

export const createQuantiles = (): Quantiles => ({
  wait: 1,
  skipped: 0,
  rest: 0,
  levels: [new Float64Array(16)],
  sizes: [0],
  room: MOST,
  seed: 0x2545f491,
  exact: true,
});

/** 32 random bits. */
function random(sketch: Quantiles): number {
  let x = sketch.seed;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  sketch.seed = x;
  return x;
}

const capacity = (sketch: Quantiles, level: number): number => CAPACITIES[sketch.levels.length - 1 - level];

/** Takes the value whose turn it is, and chooses the next one at random in its block of 2^skipped. */
export function take(sketch: Quantiles, value: number): void {
  push(sketch, 0, value);
  if (sketch.sizes[0] >= sketch.room) compress(sketch);
  schedule(sketch);
}

/** Lets a turn go by: the value is none that this sketch is about. */
export const pass = (sketch: Quantiles): void => schedule(sketch);

function schedule(sketch: Quantiles): void {
  const block = sketch.skipped < 31 ? 1 << sketch.skipped : 2 ** sketch.skipped;
  // Blocks of more values than there are random bits begin with the chosen one among the first 2^31.
  const chosen = block === 1 ? 0 : random(sketch) & (Math.min(block, 2 ** 31) - 1);
  sketch.wait = sketch.rest + chosen + 1;
  sketch.rest = block - 1 - chosen;
}

function push(sketch: Quantiles, level: number, value: number): void {
  let items = sketch.levels[level];
  const size = sketch.sizes[level];
  if (size === items.length) {
    const grown = new Float64Array(size + (size >> 1));
    grown.set(items);
    sketch.levels[level] = grown;
    items = grown;
  }
  items[size] = value;
  sketch.sizes[level] = size + 1;
}

/** Halves every level that is over its capacity into the next one: sorted, every other item, from a random start. */
function compress(sketch: Quantiles): void {
  for (let level = 0; level < sketch.levels.length; level++) {
    const size = sketch.sizes[level];
    if (size < capacity(sketch, level)) continue;
    sketch.exact = false;
    if (level + 1 === sketch.levels.length) {
      sketch.levels.push(new Float64Array(16));
      sketch.sizes.push(0);
    }
    const items = sketch.levels[level].subarray(0, size).sort();
    // An odd item stays behind, so that the weight of the sketch is kept.
    const odd = size % 2;
    const start = odd + (random(sketch) & 1);
    for (let index = start; index < size; index += 2) push(sketch, level + 1, items[index]);
    sketch.sizes[level] = odd;
  }
  while (sketch.levels.length > HEIGHT) sampleLowest(sketch);
  sketch.room = MOST - itemsAbove(sketch);
}

/** Items of all levels but the lowest. */
const itemsAbove = ({ sizes }: Quantiles): number => sizes.reduce((sum, size) => sum + size, -sizes[0]);

/** Drops the lowest level into the sampler: its items are passed up one in two. */
function sampleLowest(sketch: Quantiles): void {
  const items = (sketch.levels.shift() as Float64Array).subarray(0, sketch.sizes.shift()).sort();
  for (let index = random(sketch) & 1; index < items.length; index += 2) push(sketch, 0, items[index]);
  sketch.skipped++;
  sketch.rest = 0;
}

/** Adds everything of `other`, in place; `other` is left as it was. */
export function mergeQuantiles(sketch: Quantiles, other: Quantiles): void {
  const guest: Quantiles = { ...other, levels: other.levels.map(items => items.slice()), sizes: [...other.sizes] };
  while (sketch.skipped < guest.skipped) lift(sketch);
  while (guest.skipped < sketch.skipped) lift(guest);
  for (let level = 0; level < guest.levels.length; level++) {
    while (level >= sketch.levels.length) {
      sketch.levels.push(new Float64Array(16));
      sketch.sizes.push(0);
    }
    const items = guest.levels[level];
    for (let index = 0; index < guest.sizes[level]; index++) push(sketch, level, items[index]);
  }
  sketch.exact &&= guest.exact;
  sketch.room = MOST - itemsAbove(sketch);
  if (sketch.sizes[0] >= sketch.room) compress(sketch);
  sketch.rest = 0;
  schedule(sketch);
}

function lift(sketch: Quantiles): void {
  if (sketch.levels.length === 1) {
    sketch.levels.push(new Float64Array(16));
    sketch.sizes.push(0);
  }
  sketch.exact = false;
  sampleLowest(sketch);
}

/** The kept values and how many values of the stream each stands for, unsorted. */
export function weightedItems(sketch: Quantiles): { values: number[]; weights: number[] } {
  const values: number[] = [];
  const weights: number[] = [];
  sketch.levels.forEach((items, level) => {
    for (let index = 0; index < sketch.sizes[level]; index++) {
      values.push(items[index]);
      weights.push(2 ** (sketch.skipped + level));
    }
  });
  return { values, weights };
}
