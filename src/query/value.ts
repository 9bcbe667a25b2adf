import type { FeatureValue } from '../records/example';

/** One value of an expression. */
export type QueryValue = number | bigint | string | boolean | Uint8Array;

/** What an expression gives for a record: its values, none where the feature is missing. One value stands for any number when two are combined. */
export type Values = readonly QueryValue[];

/** The features of a record; a Map will do, but a filter that asks for one feature need not have them all decoded. */
export interface Features {
  /** Its first values only, where it has more than `most`. */
  get(name: string, most?: number): FeatureValue | undefined;
  values(): Iterable<FeatureValue>;
}

/** What a filter looks at. `lists` are the feature lists of a SequenceExample. */
export interface FilterRecord {
  /** Number of the record, and its payload's length in bytes. */
  record: number;
  size: number;
  features: Features;
  lists?: Map<string, FeatureValue[]>;
}

const decoder = new TextDecoder();

/** Bytes as text where text is meant; other values as they are. */
export const asText = (value: QueryValue): QueryValue => (value instanceof Uint8Array ? decoder.decode(value) : value);

/** Combines two lists value by value; lists of different lengths have nothing to combine. */
export function combine<R extends QueryValue>(left: Values, right: Values, of: (a: QueryValue, b: QueryValue) => R | undefined): R[] {
  const length = left.length === 1 ? right.length : right.length === 1 || left.length === right.length ? left.length : 0;
  const results: R[] = [];
  for (let index = 0; index < length; index++) {
    const result = of(left[left.length === 1 ? 0 : index], right[right.length === 1 ? 0 : index]);
    if (result !== undefined) results.push(result);
  }
  return results;
}

const isNumber = (value: QueryValue): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

/** −1, 0 or 1; undefined when the values cannot be compared (other types, NaN). Whole numbers compare exactly. */
export function order(a: QueryValue, b: QueryValue): number | undefined {
  const [left, right] = [asText(a), asText(b)];
  const comparable = isNumber(left) ? isNumber(right) : typeof left === typeof right;
  if (!comparable || Number.isNaN(left) || Number.isNaN(right)) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}
