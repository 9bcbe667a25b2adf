const SIZE = 624;
const MIDDLE = 397;

/** MT19937, the generator of Python's `random` and NumPy's legacy functions: the same seed gives the same numbers. */
export class MersenneTwister {
  private constructor(
    private readonly state: Uint32Array,
    private at: number,
  ) {}

  /** Seeded as Python's `random.seed(integer)` does. */
  static ofPython(seed: number): MersenneTwister {
    const digits: number[] = [];
    for (let rest = BigInt(Math.abs(seed)); rest > 0n || digits.length === 0; rest >>= 32n) digits.push(Number(rest & 0xffffffffn));
    const state = MersenneTwister.simple(19650218);
    let [i, j] = [1, 0];
    const next = (): void => {
      if (++i < SIZE) return;
      state[0] = state[SIZE - 1];
      i = 1;
    };
    for (let left = Math.max(SIZE, digits.length); left > 0; left--) {
      state[i] = (state[i] ^ Math.imul(state[i - 1] ^ (state[i - 1] >>> 30), 1664525)) + digits[j] + j;
      next();
      j = (j + 1) % digits.length;
    }
    for (let left = SIZE - 1; left > 0; left--) {
      state[i] = (state[i] ^ Math.imul(state[i - 1] ^ (state[i - 1] >>> 30), 1566083941)) - i;
      next();
    }
    state[0] = 0x80000000;
    return new MersenneTwister(state, SIZE);
  }

  /** Seeded as `numpy.random.seed(integer)` does. */
  static ofNumPy(seed: number): MersenneTwister {
    return new MersenneTwister(MersenneTwister.simple(seed), SIZE);
  }

  private static simple(seed: number): Uint32Array {
    const state = new Uint32Array(SIZE);
    state[0] = seed;
    for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    return state;
  }

  clone(): MersenneTwister {
    return new MersenneTwister(this.state.slice(), this.at);
  }

  /** The next 32 bits. */
  next(): number {
    const { state } = this;
    if (this.at === SIZE) {
      for (let i = 0; i < SIZE; i++) {
        const mixed = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
        state[i] = state[(i + MIDDLE) % SIZE] ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
      }
      this.at = 0;
    }
    let y = state[this.at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A number in [0, 1) of 53 bits. */
  double(): number {
    const [high, low] = [this.next() >>> 5, this.next() >>> 6];
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A whole number below `bound` (at most 2^32), drawn as Python's `_randbelow` does. */
  below(bound: number): number {
    const bits = 32 - Math.clz32(bound);
    for (;;) {
      const drawn = this.next() >>> (32 - bits);
      if (drawn < bound) return drawn;
    }
  }
}
