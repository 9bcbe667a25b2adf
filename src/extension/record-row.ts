import type { RecordCell, RecordRow } from '../protocol/records-page';
import type { FeatureValue } from '../records/example';
import type { Payload } from '../records/payload';
import { decodeRecord, type RecordValue } from '../records/record-value';
import { hasControl, isUtf8 } from '../schema/recognize/utf8';

/** More than this is never visible in a cell, so it does not leave the host. */
const MOST_VALUES = 16;
const MOST_CHARACTERS = 200;

const payloadNames: Record<Payload, string> = {
  example: 'Example',
  sequence_example: 'SequenceExample',
  event: 'TensorBoard Event',
  text: 'text',
  proto: 'another protocol buffer',
  empty: 'nothing',
  unknown: 'unknown bytes',
};

/** What a person calls a payload. */
export const payloadName = (payload: Payload): string => payloadNames[payload];

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
      return Array.from(feature.values.subarray(0, MOST_VALUES), formatFloat).join(' ');
    case 'int64':
      return Array.from(feature.values.subarray(0, MOST_VALUES), String).join(' ');
    case 'none':
      return '';
  }
}

/** Text as it is; other bytes by the first few in hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  if (isUtf8(bytes, 0, bytes.length) && !hasControl(bytes, 0, bytes.length)) return cut(new TextDecoder().decode(bytes));
  return Array.from(bytes.subarray(0, 8), byte => byte.toString(16).padStart(2, '0')).join(' ');
}

/** A float32 by its seven digits. */
const formatFloat = (value: number): string => String(Number(value.toPrecision(7)));

const cut = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
