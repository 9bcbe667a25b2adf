import { BytesCollector, countWords, mergeBytes } from './bytes-collector';
import * as feature from './feature';
import { FloatCollector, mergeFloat } from './float-collector';
import { addInt64, Int64Collector, mergeInt64 } from './int64-collector';
import { BYTES, FLOAT } from './kind';
import { features, set } from './memory';
import { forgetNames } from './names';
import { passBytesCollector, passFloat, passInt64 } from './state';
import { Stream, Way } from './stream';

/*
 * What the outside calls. It knows features and collectors by their addresses. None is freed by itself: what they take grows with their tables, not with
 * the records.
 */

export function createFeature(): usize {
  return changetype<usize>(new feature.Feature());
}

/** Says which feature the columns of a name are of. */
export function bindName(name: i32, address: i32): void {
  set(features, name, address);
}

/** Adds the first `count` values of the columns; of a byte string no more may be there than what is hashed of it. */
export function addValues(address: usize, kind: i32, count: i32): void {
  const to = changetype<feature.Feature>(address);
  feature.addValues(to, kind, count, true);
  if (kind === BYTES) countWords(to.bytes!, count, false);
}

export function addLists(address: usize, kind: i32, count: i32): void {
  feature.addLists(changetype<feature.Feature>(address), kind, count);
}

export function closeRecord(address: usize, values: i32): void {
  feature.closeRecord(changetype<feature.Feature>(address), values);
}

export function presentOf(address: usize): f64 {
  return changetype<feature.Feature>(address).present;
}

export function emptyOf(address: usize): f64 {
  return changetype<feature.Feature>(address).empty;
}

export function listsOf(address: usize, kind: i32): f64 {
  return feature.listsOf(changetype<feature.Feature>(address), kind);
}

/** The collector of a feature's values of a kind, 0 when there are none; and that of its lists' lengths. */
export function collectorOf(address: usize, kind: i32): usize {
  return feature.collectorOf(changetype<feature.Feature>(address), kind);
}

export function lengthsOf(address: usize): usize {
  return changetype<usize>(changetype<feature.Feature>(address).lengths);
}

/** A collector of its own. */
export function createCollector(kind: i32): usize {
  if (kind === BYTES) return changetype<usize>(new BytesCollector());
  return kind === FLOAT ? changetype<usize>(new FloatCollector()) : changetype<usize>(new Int64Collector());
}

/** Adds a small integer to a collector of int64. */
export function addOne(collector: usize, value: i32): void {
  addInt64(changetype<Int64Collector>(collector), value);
}

let saved: usize = 0;

/** How many bytes `save` wrote. */
export function savedBytes(): usize {
  return saved;
}

/** Writes a collector's state to memory; gives where. */
export function save(kind: i32, collector: usize): usize {
  const measured = new Stream(Way.measure, 0);
  pass(kind, measured, collector);
  saved = measured.at;
  const start = allocate(saved);
  pass(kind, new Stream(Way.write, start), collector);
  return start;
}

/** Memory for a state that is to be read. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

/** Adds the state at `start`. */
export function merge(kind: i32, collector: usize, start: usize): void {
  const other = createCollector(kind);
  pass(kind, new Stream(Way.read, start), other);
  if (kind === BYTES) mergeBytes(changetype<BytesCollector>(collector), changetype<BytesCollector>(other));
  else if (kind === FLOAT) mergeFloat(changetype<FloatCollector>(collector), changetype<FloatCollector>(other));
  else mergeInt64(changetype<Int64Collector>(collector), changetype<Int64Collector>(other));
}

function pass(kind: i32, stream: Stream, collector: usize): void {
  if (kind === BYTES) passBytesCollector(stream, changetype<BytesCollector>(collector));
  else if (kind === FLOAT) passFloat(stream, changetype<FloatCollector>(collector));
  else passInt64(stream, changetype<Int64Collector>(collector));
}

/** Gives up all names, features, collectors and states. */
export function reset(): void {
  forgetNames();
  heap.reset();
}
