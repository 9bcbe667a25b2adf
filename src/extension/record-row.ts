import { floatToJson, textOf } from '../cli/json-value';
import { PAYLOAD_NAMES } from '../cli/record-lines';
import type { RecordCell, RecordRow } from '../protocol/records-page';
import type { FeatureValue } from '../records/example';
import { decodeRecord, type RecordValue } from '../records/record-value';

/** More than this is never visible in a cell, so it does not leave the host. */
const MOST_VALUES = 16;
const MOST_CHARACTERS = 200;

/** What a person calls a payload. */
export const payloadName = (payload: RecordValue['payload']): string => PAYLOAD_NAMES[payload];

/** A record as a row of the list: each feature cut to what fits into its cell. */
export function recordRow(record: number, offset: number, bytes: Uint8Array): RecordRow {
  return { record, offset, bytes: bytes.length, cells: cellsOf(decodeRecord(bytes), bytes) };
}

function cellsOf(value: RecordValue, bytes: Uint8Array): RecordRow['cells'] {
  if (value.payload === 'example')
    return Object.fromEntries([...value.example.features].map(([name, feature]) => [name, featureCell(feature)]));
  if (value.payload === 'sequence_example') {
    const { context, featureLists } = value.example;
    const steps = [...featureLists].map(([name, list]) => [name, stepsCell(list)] as const);
    return Object.fromEntries([...[...context].map(([name, feature]) => [name, featureCell(feature)] as const), ...steps]);
  }
  return { [payloadName(value.payload)]: { kind: 'bytes', length: bytes.length, text: bytesText(bytes) } };
}

function featureCell(feature: FeatureValue): RecordCell {
  return { kind: feature.kind, length: feature.values.length, text: valuesText(feature) };
}

function stepsCell(steps: FeatureValue[]): RecordCell {
  const kind = steps.find(step => step.kind !== 'none')?.kind ?? 'none';
  const shown = steps.slice(0, MOST_VALUES).map(step => (step.values.length === 1 ? valuesText(step) : `[${valuesText(step)}]`));
  return { kind, length: steps.length, text: cut(shown.join(' ')) };
}

function valuesText(feature: FeatureValue): string {
  switch (feature.kind) {
    case 'bytes':
      return cut(feature.values.slice(0, MOST_VALUES).map(bytesText).join(' '));
    case 'float':
      return Array.from(feature.values.subarray(0, MOST_VALUES), value => String(floatToJson(value))).join(' ');
    case 'int64':
      return Array.from(feature.values.subarray(0, MOST_VALUES), String).join(' ');
    case 'none':
      return '';
  }
}

/** Text as it is; other bytes by the first few in hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text !== undefined) return cut(text);
  return Array.from(bytes.subarray(0, 8), byte => byte.toString(16).padStart(2, '0')).join(' ');
}

const cut = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
