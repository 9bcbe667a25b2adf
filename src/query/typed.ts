import { inEnglish, type Sentence } from '../common/sentence';
import type { Type } from './column';
import type { FilterError } from './token';
import type { FilterRecord, Values } from './value';

/** A checked expression: its type, and what it gives for a record. */
export interface Typed {
  type: Type;
  evaluate(record: FilterRecord): Values;
  /** For `and` and `or`: their result for each value, which any(), all() and count() need. */
  each?(record: FilterRecord): Values;
}

/** Carries an error from deep in a tree to the one function that turns it into a result; it never leaves this room. */
export class Failure extends Error {
  constructor(readonly error: FilterError) {
    super(inEnglish(error.message));
  }
}

export function rejectQuery(place: { start: number; end: number }, message: Sentence): never {
  throw new Failure({ message, start: place.start, end: place.end });
}
