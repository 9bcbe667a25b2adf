import type { FeatureValue } from './example';
import { bytesToJson, featureToJson, floatToJson } from './json-value';
import type { RecordValue } from './record-value';
import { readTensorHeader } from './tensor-proto';
import type { WireField } from './wire-tree';

const object = <V, W>(map: Map<string, V>, convert: (value: V) => W): { [name: string]: W } =>
  Object.fromEntries([...map].map(([name, value]) => [name, convert(value)]));

/**
 * A record by the contract of the command line: its features; for a SequenceExample those of its context, and its `feature_lists` as lists of steps;
 * for anything else what it is and what can be said of it.
 */
export function recordToJson(value: RecordValue): object {
  if ('fields' in value) return { payload: value.payload, fields: value.fields.map(fieldToJson) };
  if ('bytes' in value) {
    const error = value.problem === undefined ? {} : { error: value.problem };
    const tensor = value.payload === 'tensor' ? readTensorHeader(value.bytes, 0, value.bytes.length) : undefined;
    return { payload: value.payload, ...tensor, value: bytesToJson(value.bytes), ...error };
  }
  if (value.payload === 'example') return { features: object(value.example.features, featureToJson) };
  const steps = (list: FeatureValue[]) => list.map(featureToJson);
  const payload = value.payload === 'example_list' ? { payload: value.payload } : {};
  return { ...payload, features: object(value.example.context, featureToJson), feature_lists: object(value.example.featureLists, steps) };
}

/** A field of an unknown message: its number and what it looks like. */
export function fieldToJson({ field, value }: WireField): object {
  switch (value.type) {
    case 'message':
      return { field, message: value.fields.map(fieldToJson) };
    case 'varint':
      return { field, varint: value.value.toString() };
    case 'fixed64':
      return { field, fixed64: value.value.toString(), double: Number.isFinite(value.double) ? value.double : String(value.double) };
    case 'fixed32':
      return { field, fixed32: value.value, float: floatToJson(value.float) };
    case 'text':
      return { field, text: value.value };
    case 'bytes':
      return { field, ...bytesToJson(value.value) };
    case 'group':
      return { field, group: true };
  }
}
