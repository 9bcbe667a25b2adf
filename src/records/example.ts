import { crowdedFeature } from './crowded';
import { type Malformed, readExampleFields, readSequenceFields } from './example-fields';
import { FIELD_KIND, type FieldKind, FieldTable, reused } from './field-table';
import { countBytes, countFloats, countInt64s, eachBytes, eachStep, readFloats, readInt64s } from './list-values';

/**
 * The value of a feature. `bytes` values are views of the record. `none`: the feature is there, but no list in it. `total`: how many values there are, where
 * `values` are the first of them only.
 */
export type FeatureValue =
  | { kind: 'bytes'; values: Uint8Array[]; total?: number }
  | { kind: 'float'; values: Float32Array; total?: number }
  | { kind: 'int64'; values: BigInt64Array; total?: number }
  | { kind: 'none'; values: readonly []; total?: number };

/** How many values a feature has, decoded or not. */
export const valuesIn = ({ values, total }: FeatureValue): number => total ?? values.length;

/** A tf.train.Example. */
export interface Example {
  features: Map<string, FeatureValue>;
}

/** A tf.train.SequenceExample: each feature list is its steps. */
export interface SequenceExample {
  context: Map<string, FeatureValue>;
  featureLists: Map<string, FeatureValue[]>;
}

export type Decoded<T> = { ok: true; value: T } | { ok: false; problem: Malformed };

const NONE: FeatureValue = { kind: 'none', values: [] };
const ALL = Number.POSITIVE_INFINITY;
const cut = (count: number, most: number): { total?: number } => (count > most ? { total: count } : {});

/** Decodes one list, or its first values when it has more than `most`. Undefined when it is malformed. */
export function decodeList(kind: FieldKind, bytes: Uint8Array, start: number, end: number, most = ALL): FeatureValue | undefined {
  if (kind === FIELD_KIND.bytes) {
    const count = countBytes(bytes, start, end);
    if (count < 0) return undefined;
    const values: Uint8Array[] = [];
    eachBytes(bytes, start, end, (from, to) => values.push(bytes.subarray(from, to)), most);
    return { kind: 'bytes', values, ...cut(count, most) };
  }
  if (kind === FIELD_KIND.float) {
    const count = countFloats(bytes, start, end);
    if (count < 0) return undefined;
    const values = new Float32Array(Math.min(count, most));
    readFloats(bytes, start, end, values);
    return { kind: 'float', values, ...cut(count, most) };
  }
  if (kind === FIELD_KIND.int64) {
    const count = countInt64s(bytes, start, end);
    if (count < 0) return undefined;
    const values = new BigInt64Array(Math.min(count, most));
    readInt64s(bytes, start, end, values);
    return { kind: 'int64', values, ...cut(count, most) };
  }
  return NONE;
}

let spare = new FieldTable();
let spareLists = new FieldTable();

/** Decodes a serialized tf.train.Example in bytes[start, end); of each feature the first values only, where it has more than `most`. */
export function decodeExample(bytes: Uint8Array, start = 0, end = bytes.length, most = ALL): Decoded<Example> {
  spare = reused(spare);
  const problem = readExampleFields(bytes, start, end, spare);
  if (problem) return { ok: false, problem };
  const features = decodeFields(spare, decodeField, most);
  return features instanceof Map ? { ok: true, value: { features } } : { ok: false, problem: features };
}

/** Decodes a serialized tf.train.SequenceExample in bytes[start, end); `most` as for an Example, and steps beyond as many are left empty. */
export function decodeSequenceExample(bytes: Uint8Array, start = 0, end = bytes.length, most = ALL): Decoded<SequenceExample> {
  [spare, spareLists] = [reused(spare), reused(spareLists)];
  const problem = readSequenceFields(bytes, start, end, spare, spareLists);
  if (problem) return { ok: false, problem };
  const context = decodeFields(spare, decodeField, most);
  if (!(context instanceof Map)) return { ok: false, problem: context };
  const featureLists = decodeFields(spareLists, decodeSteps, most);
  if (!(featureLists instanceof Map)) return { ok: false, problem: featureLists };
  return { ok: true, value: { context, featureLists } };
}

/** Decodes feature `i` of a table. */
export function decodeField(fields: FieldTable, i: number, most = ALL): FeatureValue | undefined {
  return decodeList(fields.kinds[i] as FieldKind, fields.sources[i], fields.starts[i], fields.ends[i], most);
}

/** Decodes feature list `i` of a table into its steps. */
export function decodeSteps(fields: FieldTable, i: number, most = ALL): FeatureValue[] | undefined {
  const steps: FeatureValue[] = [];
  let sound = true;
  const wellFormed = eachStep(fields.sources[i], fields.starts[i], fields.ends[i], (kind, bytes, start, end) => {
    const value = steps.length < most ? decodeList(kind, bytes, start, end, most) : NONE;
    if (value) steps.push(value);
    else sound = false;
  });
  return sound && wellFormed ? steps : undefined;
}

function decodeFields<V>(
  fields: FieldTable,
  decode: (fields: FieldTable, i: number, most: number) => V | undefined,
  most: number,
): Map<string, V> | Malformed {
  const values = new Map<string, V>();
  // The first values of a list take no more memory than they are; steps are listed all.
  const crowded = most === ALL || decode === (decodeSteps as unknown) ? crowdedFeature(fields) : undefined;
  if (crowded !== undefined) return { at: 0, message: `feature "${crowded}" has too many values to be read at once` };
  for (let i = 0; i < fields.count; i++) {
    const name = fields.names.texts[fields.ids[i]];
    const value = decode(fields, i, most);
    if (value === undefined) return { at: fields.starts[i], message: `the values of feature "${name}" are malformed` };
    values.set(name, value);
  }
  return values;
}
