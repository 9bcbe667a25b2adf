import { addInt64, Int64Collector, mergeInt64 } from './int64-collector';
import { first, get, hashA, hashB, second } from './memory';
import { Text, textAt } from './utf8';
import { countBytes, mergeValueCounts, ValueCounts } from './value-counts';

/** What is kept of a stream of byte strings. */
export class BytesCollector {
  /** In bytes. */
  lengths: Int64Collector = new Int64Collector();
  values: ValueCounts = new ValueCounts(true, false);
  /** Values looked at for text, how many were UTF-8, and how many of those held control characters. */
  textChecked: f64 = 0;
  textValid: f64 = 0;
  textControl: f64 = 0;
}

/** Of a feature's strings so many are looked at for text, then one in a few; ../collect/recognised.ts has the same numbers. */
const ALL_CHECKED_VALUES: i32 = 4096;
const CHECK_INTERVAL_AFTER: i32 = 16;

/** Adds the first `count` byte strings of the columns: address in `first`, length in `second`, and their hashes. A look-up each, about 20 ns. */
export function addBytesColumn(collector: BytesCollector, count: i32): void {
  for (let index = 0; index < count; index++) {
    const length = get(second, index);
    addInt64(collector.lengths, length);
    countBytes(collector.values, get(hashA, index), get(hashB, index), get(first, index), length);
  }
}

/** Looks at some of the first `count` byte strings of the columns, whether they are text; `before` came before. They are there whole. */
export function checkTexts(collector: BytesCollector, count: i32, before: f64): void {
  const step = before < ALL_CHECKED_VALUES ? 1 : CHECK_INTERVAL_AFTER;
  const over = i32(i64(before) % step);
  for (let index = over === 0 ? 0 : step - over; index < count; index += step) {
    if (get(second, index) === 0) continue;
    const text = textAt(get(first, index), get(second, index));
    collector.textChecked++;
    if (text !== Text.none) collector.textValid++;
    if (text === Text.control) collector.textControl++;
  }
}

/** Adds everything of `other`. */
export function mergeBytes(collector: BytesCollector, other: BytesCollector): void {
  mergeInt64(collector.lengths, other.lengths);
  mergeValueCounts(collector.values, other.values);
  collector.textChecked += other.textChecked;
  collector.textValid += other.textValid;
  collector.textControl += other.textControl;
}
