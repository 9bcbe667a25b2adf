import type { DetailFeature, DetailValue, RecordBody, RecordDetail, StepTable } from '../protocol/records-detail';
import { type FeatureValue, valuesIn } from '../records/example';
import { floatToJson, textOf } from '../records/json-value';
import { recognisePayload } from '../records/payload';
import { decodeRecord, type RecordValue } from '../records/record-value';
import { readTensorValues } from '../statistics/recognize/tensor-values';
import { boxesOf } from './bounding-boxes';
import { imageOf, payloadName, valuesText } from './row';
import { wireNodes } from './wire-nodes';

/** What a pane can show of one value; the rest is said to be there. */
const MAX_NUMBERS = 50_000;
const MAX_TEXTS = 512;
const MAX_CHARACTERS = 20_000;
const MAX_HEX_BYTES = 4096;
const MAX_ITEMS = 64;
const MAX_STEPS = 1000;
/** An image beyond this is told of, not drawn. */
const MAX_IMAGE_BYTES = 32 << 20;

/** Words for whole numbers, from files beside the records: the vocabulary of ids, the names of labels. */
export interface Names {
  vocabulary: readonly string[];
  labels: readonly string[];
}

/** A record for the detail pane. `place` says where it is. */
export function recordDetail(place: Pick<RecordDetail, 'record' | 'offset' | 'member'>, bytes: Uint8Array, names: Names): RecordDetail {
  const payload = recognisePayload(bytes, 0, bytes.length);
  const value = decodeRecord(bytes, payload, MAX_NUMBERS);
  const problem = 'problem' in value && value.problem !== undefined ? { problem: value.problem } : {};
  return { ...place, bytes: bytes.length, payload: payloadName(payload), ...problem, body: bodyOf(value, names) };
}

function bodyOf(value: RecordValue, names: Names): RecordBody {
  if (value.payload === 'example') return { kind: 'features', features: featuresOf(value.example.features, names) };
  if ('example' in value) {
    const { context, featureLists } = value.example;
    return { kind: 'features', features: featuresOf(context, names), steps: stepsOf(featureLists) };
  }
  if ('fields' in value)
    return { kind: 'wire', fields: wireNodes(value.fields, value.payload === 'event' ? 'tensorflow.Event' : undefined) };
  return 'bytes' in value ? { kind: 'value', value: bytesValue(value.bytes, new Map()) } : { kind: 'none' };
}

function featuresOf(features: Map<string, FeatureValue>, names: Names): DetailFeature[] {
  const sorted = [...features].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map(([name, feature]) => ({
    name,
    type: feature.kind,
    length: valuesIn(feature),
    value: valueOfFeature(name, feature, features, names),
  }));
}

function valueOfFeature(name: string, feature: FeatureValue, features: Map<string, FeatureValue>, names: Names): DetailValue {
  if (feature.values.length === 0 || feature.kind === 'none') return { kind: 'empty' };
  if (feature.kind === 'bytes') {
    if (feature.values.length === 1) return bytesValue(feature.values[0] as Uint8Array, features);
    const items = feature.values.slice(0, MAX_ITEMS).map(bytes => bytesValue(bytes, new Map()));
    return { kind: 'list', items, total: valuesIn(feature) };
  }
  const texts =
    feature.kind === 'float'
      ? Array.from(feature.values.subarray(0, MAX_TEXTS), value => String(floatToJson(value)))
      : Array.from(feature.values.subarray(0, MAX_TEXTS), String);
  if (texts.length === 1) {
    const label = feature.kind === 'int64' && /label|class/i.test(name) ? names.labels[Number(texts[0])] : undefined;
    return { kind: 'number', text: texts[0] as string, ...(label === undefined ? {} : { name: label }) };
  }
  const values = Float64Array.from<number | bigint>(feature.values.subarray(0, MAX_NUMBERS), Number);
  const tokens = feature.kind === 'int64' ? tokensOf(name, texts, names) : undefined;
  return { kind: 'numbers', values, texts, total: valuesIn(feature), ...(tokens ? { tokens } : {}) };
}

/** The words of token ids, where every id has one. */
function tokensOf(name: string, ids: string[], { vocabulary }: Names): string[] | undefined {
  if (vocabulary.length === 0 || !/token|ids$|indices$/i.test(name)) return undefined;
  const words = ids.map(id => vocabulary[Number(id)]);
  return words.every(word => word !== undefined) ? (words as string[]) : undefined;
}

function bytesValue(bytes: Uint8Array, features: Map<string, FeatureValue>): DetailValue {
  const image = imageOf(bytes);
  if (image && bytes.length <= MAX_IMAGE_BYTES) {
    const { mime, format, width, height } = image;
    return { kind: 'image', mime, format, width, height, bytes: bytes.slice(), boxes: boxesOf(features, image) };
  }
  const tensor = readTensorValues(bytes, MAX_NUMBERS);
  if (tensor) {
    const { dtype, shape, numbers, texts, total } = tensor;
    return { kind: 'tensor', dtype, shape, values: numbers, texts: texts.slice(0, MAX_TEXTS), total };
  }
  const text = textOf(bytes);
  if (text !== undefined)
    return { kind: 'text', text: text.slice(0, MAX_CHARACTERS), bytes: bytes.length, cut: text.length > MAX_CHARACTERS };
  return { kind: 'bytes', bytes: bytes.slice(0, MAX_HEX_BYTES), total: bytes.length };
}

function stepsOf(lists: Map<string, FeatureValue[]>): StepTable {
  const columns = [...lists.keys()].sort();
  const total = Math.max(0, ...[...lists.values()].map(steps => steps.length));
  const cell = (column: string, step: number): string => {
    const feature = lists.get(column)?.[step];
    if (!feature) return '';
    return feature.values.length === 1 ? valuesText(feature) : `[${valuesText(feature)}]`;
  };
  const rows = Array.from({ length: Math.min(total, MAX_STEPS) }, (_, step) => columns.map(column => cell(column, step)));
  return { columns, rows, total };
}
