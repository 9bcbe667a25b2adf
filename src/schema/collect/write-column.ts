import { KIND } from '../../records/field-table';
import { type Kernel, type ValueKind, viewsOf, wordOf } from './kernel';
import type { ValuePool } from './value-pool';

/** What is hashed of a byte string of more than 4 KiB: blocks from its first byte to its last (../kernel/hash.ts). */
const WHOLE = 4096;
const BLOCK = 64;
const BLOCKS = WHOLE / BLOCK;

/** Adds entry `entry` of a pool, the values of one record or step, to a feature, in as many columns as it takes; gives how many values those are. */
export function addPooled(kernel: Kernel, feature: number, pool: ValuePool, entry: number): number {
  const kind = pool.kind[entry] as ValueKind;
  const from = pool.from[entry];
  const to = pool.to[entry];
  if (kind === KIND.int64) return addInts(kernel, feature, pool, from, to);
  return kind === KIND.float ? addFloats(kernel, feature, pool, entry, from, to) : addStrings(kernel, feature, pool, entry, from, to);
}

function addInts(kernel: Kernel, feature: number, { low, high }: ValuePool, from: number, to: number): number {
  const { run } = kernel;
  const [first, second, room] = [wordOf(run.first), wordOf(run.second), run.WINDOW.value];
  for (let done = from; done < to; done += room) {
    const { words } = viewsOf(kernel);
    const count = Math.min(room, to - done);
    for (let index = 0; index < count; index++) {
      words[first + index] = low[done + index];
      words[second + index] = high[done + index];
    }
    run.addValues(feature, KIND.int64, count);
  }
  return to - from;
}

function addFloats(kernel: Kernel, feature: number, pool: ValuePool, entry: number, from: number, to: number): number {
  const { run } = kernel;
  const room = run.WINDOW.value * 4;
  const source = pool.source[entry];
  let values = 0;
  for (let span = from; span < to; span++) {
    const end = pool.start[span] + pool.size[span] * 4;
    for (let start = pool.start[span]; start < end; start += room) {
      const part = source.subarray(start, Math.min(end, start + room));
      viewsOf(kernel).bytes.set(part, run.first.value);
      run.addValues(feature, KIND.float, part.length / 4);
    }
    values += pool.size[span];
  }
  return values;
}

function addStrings(kernel: Kernel, feature: number, pool: ValuePool, entry: number, from: number, to: number): number {
  const { run } = kernel;
  const full = run.window.value + run.WINDOW.value - WHOLE;
  const flush = (count: number) => {
    run.hashGathered(count);
    run.addValues(feature, KIND.bytes, count);
  };
  let place = run.window.value;
  let count = 0;
  for (let span = from; span < to; span++) {
    if (place > full || count === run.LISTS.value) {
      flush(count);
      place = run.window.value;
      count = 0;
    }
    const { bytes, words } = viewsOf(kernel);
    words[wordOf(run.first) + count] = place;
    words[wordOf(run.second) + count++] = pool.size[span];
    place += gather(bytes, place, pool.source[entry], pool.start[span], pool.size[span]);
  }
  flush(count);
  return to - from;
}

/** Copies what is hashed of a byte string; gives how many bytes that is. */
function gather(bytes: Uint8Array, place: number, source: Uint8Array, start: number, length: number): number {
  if (length <= WHOLE) {
    bytes.set(source.subarray(start, start + length), place);
    return length;
  }
  for (let block = 0; block < BLOCKS; block++) {
    const at = start + Math.floor((block * (length - BLOCK)) / (BLOCKS - 1));
    bytes.set(source.subarray(at, at + BLOCK), place + block * BLOCK);
  }
  return WHOLE;
}
