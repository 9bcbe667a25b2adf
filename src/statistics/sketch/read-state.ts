/** Reads collector states as ../kernel/state.ts writes them: numbers are float64, arrays are padded to multiples of eight bytes. */
class StateReader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }

  int64(): bigint {
    this.at += 8;
    return this.view.getBigInt64(this.at - 8, true);
  }

  take(length: number): Uint8Array<ArrayBuffer> {
    const start = this.at;
    this.at += Math.ceil(length / 8) * 8;
    return this.bytes.slice(start, start + length);
  }

  doubles(count: number): Float64Array {
    return new Float64Array(this.take(count * 8).buffer);
  }

  ints(count: number): Int32Array {
    return new Int32Array(this.take(count * 4).buffer);
  }
}

/** Count, mean, and sum of squared distances from the mean; the mean is NaN without values. */
export interface Moments {
  count: number;
  mean: number;
  m2: number;
}

/** A quantile sketch's kept values, unsorted, and how many values of the stream each stands for; `exact` when those are all. */
export interface QuantileSample {
  values: number[];
  weights: number[];
  exact: boolean;
}

/** Distinct and frequent values: of keys of 64 bits (an integer, the bits of a float, or the hashes of a byte string). */
export interface ValueCounts {
  /** Of a continuum: nothing was counted but that there are more than the table holds. */
  closed: boolean;
  /** Estimate by the HyperLogLog that took over the distinct count; null while the table holds every value. */
  estimate: number | null;
  used: number;
  /** Largest error of a count. */
  offset: number;
  keyA: Int32Array;
  keyB: Int32Array;
  counts: Float64Array;
  /** Of byte strings: the first `room` bytes each (those of more than MAX_WHOLE_BYTES: the first PREVIEW_BYTES), and the full lengths. */
  room: number;
  previews: Uint8Array;
  lengths: Int32Array;
}

/** A longer byte string is hashed in parts, and no more than PREVIEW_BYTES of it are kept (../kernel/hash.ts, ../kernel/frequent.ts). */
export const MAX_WHOLE_BYTES = 4096;
export const PREVIEW_BYTES = 48;

/** Numbers in ascending order, and how often each came. */
export interface CountedNumbers {
  values: Int32Array;
  counts: Float64Array;
}

/** What is known of the numbers of a feature: exact counts of those that are small and whole, and sketches of `wide` further ones. */
export interface NumberCounts<Range> {
  counted: CountedNumbers;
  wide: number;
  /** Of the wide values; meaningless when there is none. */
  least: Range;
  most: Range;
  /** Of all finite values. */
  moments: Moments;
  quantiles: QuantileSample;
  values: ValueCounts;
}

export interface Floats extends NumberCounts<number> {
  nan: number;
  positiveInfinity: number;
  negativeInfinity: number;
}

export interface ByteStrings {
  lengths: NumberCounts<bigint>;
  values: ValueCounts;
  /** Values looked at for text, how many were UTF-8, and how many of those held control characters. */
  textChecked: number;
  textValid: number;
  textControl: number;
  /** Words a value, of those that the kernel counted: Infinity to −Infinity when there was none. */
  leastWords: number;
  mostWords: number;
}

export const readInt64State = (state: Uint8Array): NumberCounts<bigint> => readInt64s(new StateReader(state));

function readCounted(from: StateReader): CountedNumbers {
  const different = from.number();
  return { values: from.ints(different), counts: from.doubles(different) };
}

function readInt64s(from: StateReader): NumberCounts<bigint> {
  return {
    counted: readCounted(from),
    wide: from.number(),
    least: from.int64(),
    most: from.int64(),
    ...readSketches(from),
  };
}

export function readFloatState(state: Uint8Array): Floats {
  const from = new StateReader(state);
  return {
    counted: readCounted(from),
    wide: from.number(),
    least: from.number(),
    most: from.number(),
    nan: from.number(),
    positiveInfinity: from.number(),
    negativeInfinity: from.number(),
    ...readSketches(from),
  };
}

export function readBytesState(state: Uint8Array): ByteStrings {
  const from = new StateReader(state);
  return {
    lengths: readInt64s(from),
    values: readValues(from, true),
    textChecked: from.number(),
    textValid: from.number(),
    textControl: from.number(),
    leastWords: from.number(),
    mostWords: from.number(),
  };
}

function readSketches(from: StateReader): Pick<NumberCounts<never>, 'moments' | 'quantiles' | 'values'> {
  // Those of the wide values come first: they are for merging.
  readMoments(from);
  return { moments: readMoments(from), quantiles: readQuantiles(from), values: readValues(from, false) };
}

const readMoments = (from: StateReader): Moments => ({ count: from.number(), mean: from.number(), m2: from.number() });

function readQuantiles(from: StateReader): QuantileSample {
  const skipped = from.number();
  const exact = from.number() !== 0;
  const height = from.number();
  const values: number[] = [];
  const weights: number[] = [];
  for (let level = 0; level < height; level++) {
    for (const value of from.doubles(from.number())) {
      values.push(value);
      weights.push(2 ** (skipped + level));
    }
  }
  return { values, weights, exact };
}

const REGISTERS = 4096;

function readValues(from: StateReader, ofBytes: boolean): ValueCounts {
  const closed = from.number() !== 0;
  const estimated = from.number() !== 0;
  if (estimated) from.take(REGISTERS);
  const estimate = estimated ? from.number() : null;
  const used = from.number();
  from.number(); // What the table has room for: for merging.
  const offset = from.number();
  const room = from.number();
  return {
    closed,
    estimate,
    used,
    offset,
    room,
    keyA: from.ints(used),
    keyB: from.ints(used),
    counts: from.doubles(used),
    previews: from.take(ofBytes ? used * room : 0),
    lengths: from.ints(ofBytes ? used : 0),
  };
}
