/** Which way a stream goes: numbers are written to memory, read from it, or only counted. */
export enum Way {
  measure,
  write,
  read,
}

/** A place in memory that moves on by what passes it. One description of a state then serves to measure, to write and to read it. */
export class Stream {
  constructor(
    readonly way: Way,
    public at: usize,
  ) {}
}

/** Passes a number: gives the one that was read, or the one given. */
export function passNumber(stream: Stream, value: f64): f64 {
  const at = stream.at;
  stream.at += 8;
  if (stream.way === Way.read) return load<f64>(at);
  if (stream.way === Way.write) store<f64>(at, value);
  return value;
}

/** Passes `length` bytes at `place`, which are filled when reading; the next thing begins at a multiple of eight again. */
export function passBytes(stream: Stream, place: usize, length: i32): void {
  if (stream.way === Way.read) memory.copy(place, stream.at, length);
  if (stream.way === Way.write) memory.copy(stream.at, place, length);
  stream.at += (length + 7) & ~7;
}

/** As passBytes, for an array of `length` numbers: gives a new one when reading. */
export function passArray<T>(stream: Stream, array: StaticArray<T>, length: i32): StaticArray<T> {
  const passed = stream.way === Way.read ? new StaticArray<T>(length) : array;
  passBytes(stream, changetype<usize>(passed), length * sizeof<T>());
  return passed;
}
