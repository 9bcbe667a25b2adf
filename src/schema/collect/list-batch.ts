import { growNumbers } from './grow';

/**
 * Where the lists of some records are, feature by feature: nothing is read yet. What is counted feature by feature rather than record by record is
 * counted in one tight loop, with one feature's tables in the processor's cache.
 *
 * List i of `count` is bytes[start[i], end[i]) of the records' window: a run of varints, of floats, or of length-delimited strings.
 */
export interface ListBatch {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Number of the feature's name. */
  id: Int32Array;
  /** The feature's next list, or −1. */
  next: Int32Array;
  /** How many values the list has: written by whoever reads it. */
  size: Int32Array;
  /** By the name's number: the feature's first and last list, −1 if it has none, and the kind that all of them are of. */
  head: Int32Array;
  tail: Int32Array;
  kind: Uint8Array;
  /** The features that have lists. */
  features: number;
  feature: Int32Array;
}

/** Most lists of a batch: those of a hundred records or so, whose bytes are then in the second-level cache still. */
export const LISTS = 4096;
const FEATURES = 32;

/** Whether the batch should be counted before it takes another record: half of it is room for most. */
export const isHalfFull = (lists: ListBatch): boolean => lists.count > LISTS / 2;

export const createListBatch = (): ListBatch => ({
  count: 0,
  start: new Int32Array(LISTS),
  end: new Int32Array(LISTS),
  id: new Int32Array(LISTS),
  next: new Int32Array(LISTS),
  size: new Int32Array(LISTS),
  head: new Int32Array(FEATURES).fill(-1),
  tail: new Int32Array(FEATURES),
  kind: new Uint8Array(FEATURES),
  features: 0,
  feature: new Int32Array(LISTS),
});

/** Makes room for the feature `id`. */
export function reserveFeature(lists: ListBatch, id: number): void {
  while (id >= lists.head.length) {
    const before = lists.head.length;
    lists.head = growNumbers(lists.head).fill(-1, before);
    lists.tail = growNumbers(lists.tail);
    lists.kind = growNumbers(lists.kind);
  }
}

/** Takes the lists [count, count + added), whose places, ids and kinds are written, into their features' chains. */
export function linkLists(lists: ListBatch, added: number): void {
  const { head, tail, id, next, feature } = lists;
  const end = lists.count + added;
  for (let list = lists.count; list < end; list++) {
    const owner = id[list];
    if (head[owner] < 0) {
      head[owner] = list;
      feature[lists.features++] = owner;
    } else next[tail[owner]] = list;
    tail[owner] = list;
    next[list] = -1;
  }
  lists.count = end;
}

/** Forgets all lists. */
export function clearLists(lists: ListBatch): void {
  for (let index = 0; index < lists.features; index++) lists.head[lists.feature[index]] = -1;
  lists.features = 0;
  lists.count = 0;
}
