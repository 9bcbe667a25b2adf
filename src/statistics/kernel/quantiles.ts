import { sort } from './sort';

/**
 * Quantiles of a stream in bounded memory: a KLL sketch (Karnin, Lang, Liberty 2016) whose lowest levels are a sampler. Every value is kept, and answers
 * are exact, until the first compaction; after that the rank error is below 1 % (99 of 100 times, K = 400). Once the stream is long only one value in
 * 2^skipped reaches the levels, so most values cost nothing. Room that higher levels do not use is the lowest one's: it is sorted in hundreds at a time
 * rather than in fifties.
 */
export class Quantiles {
  /** Values until the next one that is taken. */
  wait: i64 = 1;
  /** An item of level i stands for 2^(skipped + i) values. */
  skipped: i32 = 0;
  /** Values of the current sampling block that come after the taken one. */
  rest: i64 = 0;
  height: i32 = 1;
  levels: StaticArray<StaticArray<f64>> = new StaticArray<StaticArray<f64>>(HEIGHT + 2);
  sizes: StaticArray<i32> = new StaticArray<i32>(HEIGHT + 2);
  /** Items that the lowest level may hold. */
  room: i32 = MAX_ITEMS;
  /** State of the xorshift generator: the same data gives the same sketch. */
  seed: i32 = 0x2545f491;
  /** False from the first compaction on. */
  exact: bool = true;

  constructor() {
    const nothing = new StaticArray<f64>(0);
    for (let level = 0; level < this.levels.length; level++) this.levels[level] = nothing;
  }
}

/**
 * Capacities of levels by their distance from the highest: 400 · (2/3)^distance. A level smaller than the last of these is not worth a sort: the
 * sampler takes its place.
 */
const CAPACITIES: StaticArray<i32> = [400, 267, 178, 119, 80, 53];
const HEIGHT: i32 = 6;
/** Items of all levels together. */
const MAX_ITEMS: i32 = 400 + 267 + 178 + 119 + 80 + 53;
/** Items that a level has room for at first. */
const INITIAL_ITEMS: i32 = 16;

function capacity(sketch: Quantiles, level: i32): i32 {
  return CAPACITIES[min(sketch.height - 1 - level, HEIGHT - 1)];
}

/** 32 random bits. */
function random(sketch: Quantiles): i32 {
  let x = sketch.seed;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  sketch.seed = x;
  return x;
}

/** Takes the value whose turn it is, and chooses the next one at random in its block of 2^skipped. About 100 ns in all, most of it the sorting. */
export function take(sketch: Quantiles, value: f64): void {
  push(sketch, 0, value);
  if (sketch.sizes[0] >= sketch.room) compress(sketch);
  schedule(sketch);
}

/** Lets a turn go by: the value is none that this sketch is about. */
export function pass(sketch: Quantiles): void {
  schedule(sketch);
}

/** Choices that there are random bits for. */
const MAX_RANDOM_CHOICES: i64 = 0x8000_0000;

function schedule(sketch: Quantiles): void {
  const block = i64(1) << min(sketch.skipped, 62);
  // Blocks of more values than there are random bits begin with the chosen one among so many.
  const chosen: i64 = block === 1 ? 0 : i64(random(sketch)) & (min(block, MAX_RANDOM_CHOICES) - 1);
  sketch.wait = sketch.rest + chosen + 1;
  sketch.rest = block - 1 - chosen;
}

function push(sketch: Quantiles, level: i32, value: f64): void {
  let items = sketch.levels[level];
  const size = sketch.sizes[level];
  if (size === items.length) {
    const grown = new StaticArray<f64>(max(INITIAL_ITEMS, size + (size >> 1)));
    memory.copy(changetype<usize>(grown), changetype<usize>(items), usize(size) << 3);
    sketch.levels[level] = grown;
    items = grown;
  }
  unchecked((items[size] = value));
  sketch.sizes[level] = size + 1;
}

/** Halves every level that is over its capacity into the next one: sorted, every other item, from a random start. */
function compress(sketch: Quantiles): void {
  for (let level = 0; level < sketch.height; level++) {
    const size = sketch.sizes[level];
    if (size < capacity(sketch, level)) continue;
    sketch.exact = false;
    if (level + 1 === sketch.height) sketch.height++;
    const items = sketch.levels[level];
    sort(changetype<usize>(items), size);
    // An odd item stays behind, so that the weight of the sketch is kept.
    const odd = size % 2;
    for (let index = odd + (random(sketch) & 1); index < size; index += 2) push(sketch, level + 1, unchecked(items[index]));
    sketch.sizes[level] = odd;
  }
  while (sketch.height > HEIGHT) sampleLowest(sketch);
  findRoom(sketch);
}

function findRoom(sketch: Quantiles): void {
  sketch.room = MAX_ITEMS;
  for (let level = 1; level < sketch.height; level++) sketch.room -= sketch.sizes[level];
}

/** Drops the lowest level into the sampler: its items are passed up one in two. */
function sampleLowest(sketch: Quantiles): void {
  const items = sketch.levels[0];
  const size = sketch.sizes[0];
  for (let level = 1; level < sketch.height; level++) {
    sketch.levels[level - 1] = sketch.levels[level];
    sketch.sizes[level - 1] = sketch.sizes[level];
  }
  sketch.height--;
  sketch.levels[sketch.height] = new StaticArray<f64>(0);
  sketch.sizes[sketch.height] = 0;
  sort(changetype<usize>(items), size);
  for (let index = random(sketch) & 1; index < size; index += 2) push(sketch, 0, items[index]);
  sketch.skipped++;
  sketch.rest = 0;
}

/** Adds everything of `guest`, which is used up. */
export function mergeQuantiles(sketch: Quantiles, guest: Quantiles): void {
  while (sketch.skipped < guest.skipped) lift(sketch);
  while (guest.skipped < sketch.skipped) lift(guest);
  for (let level = 0; level < guest.height; level++) {
    if (level === sketch.height) sketch.height++;
    const items = guest.levels[level];
    for (let index = 0; index < guest.sizes[level]; index++) push(sketch, level, items[index]);
  }
  if (!guest.exact) sketch.exact = false;
  findRoom(sketch);
  if (sketch.sizes[0] >= sketch.room) compress(sketch);
  sketch.rest = 0;
  schedule(sketch);
}

function lift(sketch: Quantiles): void {
  if (sketch.height === 1) sketch.height++;
  sketch.exact = false;
  sampleLowest(sketch);
}
