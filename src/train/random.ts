/** A source of random numbers in [0, 1). */
export type Random = () => number;

/** A seeded source (mulberry32): the same seed gives the same numbers. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed that follows from several numbers: a run's seed, a step's, an epoch. */
export function mixSeeds(...seeds: number[]): number {
  return seeds.reduce((mixed, seed) => Math.imul(mixed ^ (seed >>> 0), 0x9e3779b1) ^ (mixed >>> 13), 0x2545f491) >>> 0;
}
