import { addBytesColumn, BytesCollector, checkTexts, countWords } from './bytes-collector';
import { clearMarks, decodeFloats, decodeInt64s, decodeStrings, hasUpperHalves, listCount } from './decode';
import { clearLists, featureCount } from './find';
import { addFloatColumn, FloatCollector } from './float-collector';
import { addInt64Column, addSizes, Int64Collector } from './int64-collector';
import { BYTES, FLOAT, INT64, kindOfTag } from './kind';
import { features, get, kind, met } from './memory';

/** What is kept of one feature. */
export class Feature {
  /** Records that have it, with a kind, and those of them without a value. */
  present: f64 = 0;
  empty: f64 = 0;
  /** Lists of each kind: one a record, for a sequence feature one a step. */
  bytesLists: f64 = 0;
  floatLists: f64 = 0;
  int64Lists: f64 = 0;
  /** Values a list. */
  lengths: Int64Collector = new Int64Collector();
  bytes: BytesCollector | null = null;
  float: FloatCollector | null = null;
  int64: Int64Collector | null = null;
}

/** A name that has lists and is bound to no feature yet, −1 when there is none. */
export function unboundName(): i32 {
  const count = featureCount();
  for (let index = 0; index < count; index++) if (get(features, get(met, index)) === 0) return get(met, index);
  return -1;
}

/** Counts all lists that were found, one feature after the other, and forgets them. */
export function countColumns(): void {
  const count = featureCount();
  clearMarks();
  for (let index = 0; index < count; index++) {
    const name = get(met, index);
    countColumn(changetype<Feature>(get(features, name)), kindOfTag(get(kind, name)), name);
  }
  clearLists();
}

function countColumn(feature: Feature, kind: i32, name: i32): void {
  const values = kind === BYTES ? decodeStrings(name) : kind === FLOAT ? decodeFloats(name) : decodeInt64s(name);
  addValues(feature, kind, values, hasUpperHalves);
  if (kind === BYTES) {
    checkTexts(feature.bytes!, values, feature.bytesLists);
    countWords(feature.bytes!, values, true);
  }
  const lists = listCount();
  feature.present += lists;
  feature.empty += addLists(feature, kind, lists);
}

/** Adds the first `count` values of the columns. */
export function addValues(feature: Feature, kind: i32, count: i32, hasUpper: bool): void {
  if (kind === BYTES) {
    if (feature.bytes === null) feature.bytes = new BytesCollector();
    addBytesColumn(feature.bytes!, count);
  } else if (kind === FLOAT) {
    if (feature.float === null) feature.float = new FloatCollector();
    addFloatColumn(feature.float!, count);
  } else {
    if (feature.int64 === null) feature.int64 = new Int64Collector();
    addInt64Column(feature.int64!, count, hasUpper);
  }
}

/** Counts the first `count` lists of `sizes`, whose values are or will be added; gives how many of them are empty. */
export function addLists(feature: Feature, kind: i32, count: i32): i32 {
  // Without values, they may be the first of their kind.
  addValues(feature, kind, 0, false);
  if (kind === BYTES) feature.bytesLists += count;
  else if (kind === FLOAT) feature.floatLists += count;
  else feature.int64Lists += count;
  return addSizes(feature.lengths, count);
}

/** Lists of a kind. */
export function listsOf(feature: Feature, kind: i32): f64 {
  return kind === BYTES ? feature.bytesLists : kind === FLOAT ? feature.floatLists : kind === INT64 ? feature.int64Lists : 0;
}

/** Counts a record whose lists were added, by how many values it has in all. */
export function closeRecord(feature: Feature, values: i32): void {
  feature.present++;
  if (values === 0) feature.empty++;
}

/** The address of the collector of a kind, 0 when there is none. */
export function collectorOf(feature: Feature, kind: i32): usize {
  if (kind === BYTES) return changetype<usize>(feature.bytes);
  return kind === FLOAT ? changetype<usize>(feature.float) : changetype<usize>(feature.int64);
}
