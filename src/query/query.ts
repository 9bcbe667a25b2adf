import type { FeatureValue } from '../records/example';
import type { Column } from './column';
import { compileFilter, type Filter, type Predicate } from './compile';
import type { FilterRecord } from './value';

/** What the user asks rows for: a filter expression, or words that occur somewhere in a record. */
export interface Query {
  kind: 'filter' | 'search';
  text: string;
}

/** Bytes beyond this many are no text that anybody searches. */
const MAX_SEARCHED_BYTES = 1 << 16;

/** Makes a predicate of a query; what is wrong with a filter comes with its place. A search cannot be wrong. */
export function compileQuery({ kind, text }: Query, columns: readonly Column[]): Filter {
  return kind === 'filter' ? compileFilter(text, columns) : { ok: true, matches: searchFor(text) };
}

/** Holds for a record that has the text, in any case, in one of its texts, or that number as one of its values. */
export function searchFor(text: string): Predicate {
  const words = text.trim().toLowerCase();
  const whole = /^[+-]?\d+$/.test(words) ? BigInt(words) : undefined;
  const number = words === '' ? Number.NaN : Number(words);
  const decoder = new TextDecoder();
  const inFeature = (feature: FeatureValue): boolean => {
    switch (feature.kind) {
      case 'bytes':
        return feature.values.some(bytes => bytes.length <= MAX_SEARCHED_BYTES && decoder.decode(bytes).toLowerCase().includes(words));
      case 'int64':
        return whole !== undefined && feature.values.includes(whole);
      case 'float':
        return feature.values.includes(Math.fround(number));
      case 'none':
        return false;
    }
  };
  return ({ features, lists }: FilterRecord) => {
    for (const feature of features.values()) if (inFeature(feature)) return true;
    for (const steps of lists?.values() ?? []) if (steps.some(inFeature)) return true;
    return false;
  };
}
