import { MAX_HASHED_BYTES } from './hash';
import { addInt64, Int64Collector, mergeInt64 } from './int64-collector';
import { first, get, hashA, hashB, second } from './memory';
import { Text, textAt } from './utf8';
import { countBytes, mergeValueCounts, ValueCounts } from './value-counts';
import { wordsAt } from './words';

/** What is kept of a stream of byte strings. */
export class BytesCollector {
  /** In bytes. */
  lengths: Int64Collector = new Int64Collector();
  values: ValueCounts = new ValueCounts(true, false);
  /** Values looked at for text, how many were UTF-8, and how many of those held control characters. */
  textChecked: f64 = 0;
  textValid: f64 = 0;
  textControl: f64 = 0;
  /** Words a value: bounds of all that `countWords` has seen. */
  leastWords: f64 = Infinity;
  mostWords: f64 = -Infinity;
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

/**
 * Counts the words of the first `count` byte strings; of those that are hashed whole unless `whole` says that the longer ones are there too. A long one
 * that is no text, an image say, may have any number: to count there would take as long as to hash.
 */
export function countWords(collector: BytesCollector, count: i32, whole: bool): void {
  let least = collector.leastWords;
  let most = collector.mostWords;
  for (let index = 0; index < count; index++) {
    const length = get(second, index);
    if (length > MAX_HASHED_BYTES) {
      if (!whole) continue;
      if (textAt(get(first, index), length) === Text.none) {
        least = 0;
        most = Infinity;
        continue;
      }
    }
    const words = f64(wordsAt(get(first, index), length));
    if (words < least) least = words;
    if (words > most) most = words;
  }
  collector.leastWords = least;
  collector.mostWords = most;
}

/** Adds everything of `other`. */
export function mergeBytes(collector: BytesCollector, other: BytesCollector): void {
  mergeInt64(collector.lengths, other.lengths);
  mergeValueCounts(collector.values, other.values);
  collector.textChecked += other.textChecked;
  collector.textValid += other.textValid;
  collector.textControl += other.textControl;
  collector.leastWords = min(collector.leastWords, other.leastWords);
  collector.mostWords = max(collector.mostWords, other.mostWords);
}
