import { formatSizes } from '../common/sizes';
import type { RecordCell, RecordRow } from '../protocol/records-page';
import { type FeatureValue, valuesIn } from '../records/example';
import { floatToJson, textOf } from '../records/json-value';
import type { Payload } from '../records/payload';
import { decodeRecord, type RecordValue } from '../records/record-value';
import { readTensorHeader } from '../records/tensor-proto';
import { type ImageSize, readImageSize } from '../statistics/recognize/image-header';

/** More than this is never visible in a cell, so it does not leave the host. */
const MAX_CELL_VALUES = 24;
const MAX_CELL_CHARACTERS = 200;
/** Images up to this many bytes are shown in their cells. */
const MAX_CELL_IMAGE_BYTES = 24 << 10;

const payloadNames: Record<Payload, string> = {
  example: 'Example',
  sequence_example: 'SequenceExample',
  example_list: 'ExampleListWithContext',
  tensor: 'TensorProto',
  event: 'TensorBoard Event',
  text: 'text',
  proto: 'another protocol buffer',
  empty: 'nothing',
  unknown: 'unknown bytes',
};

/** What the user calls a payload. */
export const payloadName = (payload: Payload): string => payloadNames[payload];

/** The image that bytes are, if they are one that a browser draws. */
export function imageOf(bytes: Uint8Array): (ImageSize & { mime: string }) | undefined {
  const image = readImageSize(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length);
  return image && { ...image, mime: `image/${image.format}` };
}

/** A record as a row of the list: each feature cut to what fits into its cell. */
export function recordRow(record: number, offset: number, bytes: Uint8Array): RecordRow {
  return { record, offset, bytes: bytes.length, cells: cellsOf(decodeRecord(bytes, undefined, MAX_CELL_VALUES), bytes) };
}

function cellsOf(value: RecordValue, bytes: Uint8Array): RecordRow['cells'] {
  if (value.payload === 'example')
    return Object.fromEntries([...value.example.features].map(([name, feature]) => [name, featureCell(feature)]));
  if ('example' in value) {
    const { context, featureLists } = value.example;
    const steps = [...featureLists].map(([name, list]) => [name, stepsCell(list)] as const);
    return Object.fromEntries([...[...context].map(([name, feature]) => [name, featureCell(feature)] as const), ...steps]);
  }
  return { [payloadName(value.payload)]: { kind: 'bytes', length: 1, text: bytesText(bytes) } };
}

function featureCell(feature: FeatureValue): RecordCell {
  const cell = { kind: feature.kind, length: valuesIn(feature), text: valuesText(feature) };
  if (feature.kind !== 'bytes' || feature.values.length !== 1) return cell;
  const bytes = feature.values[0] as Uint8Array;
  const image = bytes.length <= MAX_CELL_IMAGE_BYTES ? imageOf(bytes) : undefined;
  // A copy: a view would carry its whole window over to the page.
  return image ? { ...cell, image: { mime: image.mime, bytes: bytes.slice() } } : cell;
}

function stepsCell(steps: FeatureValue[]): RecordCell {
  const kind = steps.find(step => step.kind !== 'none')?.kind ?? 'none';
  const shown = steps.slice(0, MAX_CELL_VALUES).map(step => (step.values.length === 1 ? valuesText(step) : `[${valuesText(step)}]`));
  return { kind, length: steps.length, text: cut(shown.join(' ')) };
}

/** The first values of a feature in a line. */
export function valuesText(feature: FeatureValue): string {
  switch (feature.kind) {
    case 'bytes':
      return cut(feature.values.slice(0, MAX_CELL_VALUES).map(bytesText).join(' · '));
    case 'float':
      return Array.from(feature.values.subarray(0, MAX_CELL_VALUES), value => String(floatToJson(value))).join(' ');
    case 'int64':
      return Array.from(feature.values.subarray(0, MAX_CELL_VALUES), String).join(' ');
    case 'none':
      return '';
  }
}

/** Text as it is, what an image or a tensor is; other bytes by the first few in hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  const image = imageOf(bytes);
  if (image) return `${image.format.toUpperCase()} ${image.width}×${image.height}`;
  const tensor = readTensorHeader(bytes, 0, bytes.length);
  if (tensor) return `${tensor.dtype} ${formatSizes(tensor.shape)}`;
  const text = textOf(bytes.length > 4 * MAX_CELL_CHARACTERS ? wholeCharacters(bytes.subarray(0, 4 * MAX_CELL_CHARACTERS)) : bytes);
  if (text !== undefined) return cut(text.replace(/\s+/g, ' '));
  return `${hexOf(bytes.subarray(0, 8))}${bytes.length > 8 ? ' …' : ''}`;
}

/** Without the character that the end of UTF-8 bytes cuts through. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, Math.max(0, end - 1));
}

export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');

const cut = (text: string): string => (text.length > MAX_CELL_CHARACTERS ? `${text.slice(0, MAX_CELL_CHARACTERS)}…` : text);
