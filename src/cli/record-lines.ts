import { formatBytes } from '../common/format';
import type { FeatureValue } from '../records/example';
import { floatToJson, textOf } from '../records/json-value';
import { fieldToJson } from '../records/record-json';
import type { RecordValue } from '../records/record-value';
import { cut, type Paint, table } from './style';

/** Values written out before a list is cut, and bytes that a byte string is shown by: more than a line takes. */
const MAX_VALUES = 64;
const MAX_SHOWN_BYTES = 4096;

/** A record for the user: a line per feature with its name, kind and length, and as many of its values as fit into `columns`. */
export function recordLines(value: RecordValue, paint: Paint, columns: number): string[] {
  if ('fields' in value) return value.fields.map(field => cut(`  ${JSON.stringify(fieldToJson(field))}`, columns));
  if ('bytes' in value) {
    const problem = value.problem === undefined ? [] : [paint('red', `  ✗ ${value.problem}`)];
    return [...problem, cut(`  ${showBytes(value.bytes)}`, columns)];
  }
  if (value.payload === 'example') return aligned(rows(value.example.features, featureCells), paint, columns);
  const { context, featureLists } = value.example;
  return aligned([...rows(context, featureCells), ...rows(featureLists, stepCells)], paint, columns);
}

/** The payload as the user calls it. */
export const PAYLOAD_NAMES = {
  example: 'Example',
  sequence_example: 'SequenceExample',
  example_list: 'ExampleListWithContext',
  tensor: 'TensorProto',
  event: 'TensorBoard Event',
  text: 'text',
  proto: 'another protocol buffer',
  empty: 'empty',
  unknown: 'unknown',
} as const;

function rows<V>(values: Map<string, V>, cells: (value: V) => string[]): string[][] {
  const names = [...values.keys()].sort();
  return names.map(name => [`  ${name}`, ...cells(values.get(name) as V)]);
}

function aligned(lines: string[][], paint: Paint, columns: number): string[] {
  // Measuring what no line has room for would take minutes of a name or a text of many megabytes. A name leaves half of the line to its values.
  const cells = lines.map(row => row.map((cell, column) => cut(cell, column === 0 ? columns >> 1 : columns)));
  return table(cells, ['left', 'left', 'right']).map((line, i) => {
    const name = cells[i][0];
    return paint('cyan', name) + cut(line, columns).slice(name.length);
  });
}

function featureCells(feature: FeatureValue): string[] {
  return [feature.kind, String(feature.values.length), shown(feature).join(' ')];
}

function stepCells(steps: FeatureValue[]): string[] {
  const kind = steps.find(step => step.kind !== 'none')?.kind ?? 'none';
  const texts = steps.slice(0, MAX_VALUES).map(step => (step.values.length === 1 ? shown(step)[0] : `[${shown(step).join(' ')}]`));
  return [kind, `${steps.length} steps`, texts.join(' ')];
}

function shown(feature: FeatureValue): string[] {
  if (feature.kind === 'bytes') return feature.values.slice(0, MAX_VALUES).map(showBytes);
  if (feature.kind === 'float') return Array.from(feature.values.subarray(0, MAX_VALUES), value => String(floatToJson(value)));
  if (feature.kind === 'int64') return Array.from(feature.values.subarray(0, MAX_VALUES), String);
  return [];
}

/** Text in quotes, with escapes for what would break a line; other bytes by their first few in hexadecimal. */
function showBytes(bytes: Uint8Array): string {
  const text = textOf(headOf(bytes));
  if (text !== undefined) return JSON.stringify(text) + (bytes.length > MAX_SHOWN_BYTES ? ' …' : '');
  const hex = Array.from(bytes.subarray(0, 8), byte => byte.toString(16).padStart(2, '0')).join(' ');
  return `<${formatBytes(bytes.length)}: ${hex}${bytes.length > 8 ? ' …' : ''}>`;
}

/** The first bytes of a long byte string, to the end of a character of UTF-8. */
function headOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= MAX_SHOWN_BYTES) return bytes;
  let end = MAX_SHOWN_BYTES;
  while (end > MAX_SHOWN_BYTES - 4 && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
