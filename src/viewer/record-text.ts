import { pythonText } from '../export/python-text';
import type { CopyFormat } from '../protocol/records-page';
import type { FeatureValue } from '../records/example';
import { floatToJson, int64ToJson, textOf } from '../records/json-value';
import { recordToJson } from '../records/record-json';
import { decodeRecord } from '../records/record-value';

/** A record as text to paste: JSON by the contract of the command line, or Python that builds the same message with TensorFlow. */
export function recordText(format: CopyFormat, record: number, bytes: Uint8Array): string {
  if (format === 'json') return JSON.stringify({ record, ...recordToJson(decodeRecord(bytes)) }, undefined, 2);
  const code = messageCode(bytes);
  return isMessage(code) ? `${IMPORT}example = ${code}\n` : `record = ${code}\n`;
}

/** One of several records for `recordsText`. */
export const recordLine = (format: CopyFormat, record: number, bytes: Uint8Array): string =>
  format === 'json' ? JSON.stringify({ record, ...recordToJson(decodeRecord(bytes)) }) : messageCode(bytes);

/** Several records as one text: a JSON array with a record a line, or a list in Python. */
export function recordsText(format: CopyFormat, lines: string[]): string {
  if (format === 'json') return `[\n${lines.map(line => `  ${line}`).join(',\n')}\n]\n`;
  const items = lines.map(line => `    ${line.replaceAll('\n', '\n    ')},\n`).join('');
  return `${lines.some(isMessage) ? IMPORT : ''}${lines.every(isMessage) ? 'examples' : 'records'} = [\n${items}]\n`;
}

const isMessage = (code: string): boolean => code.startsWith('tf.');

/** An expression that gives the message, or the bytes where they are none. */
function messageCode(bytes: Uint8Array): string {
  const value = decodeRecord(bytes);
  if (value.payload === 'example') return `tf.train.Example(features=${featuresCode(value.example.features)})`;
  if (value.payload !== 'sequence_example') return bytesCode(bytes);
  const { context, featureLists } = value.example;
  const lists = [...featureLists].map(
    ([name, steps]) => `    ${pythonText(name)}: tf.train.FeatureList(feature=[${steps.map(featureCode).join(', ')}]),\n`,
  );
  const body = `context=${featuresCode(context)}, feature_lists=tf.train.FeatureLists(feature_list={\n${lists.join('')}})`;
  return `tf.train.SequenceExample(${body})`;
}

const IMPORT = 'import tensorflow as tf\n\n';

const featuresCode = (features: Map<string, FeatureValue>): string =>
  `tf.train.Features(feature={\n${[...features].map(([name, feature]) => `    ${pythonText(name)}: ${featureCode(feature)},\n`).join('')}})`;

function featureCode(feature: FeatureValue): string {
  switch (feature.kind) {
    case 'bytes':
      return `tf.train.Feature(bytes_list=tf.train.BytesList(value=[${feature.values.map(bytesCode).join(', ')}]))`;
    case 'float':
      return `tf.train.Feature(float_list=tf.train.FloatList(value=[${Array.from(feature.values, floatCode).join(', ')}]))`;
    case 'int64':
      return `tf.train.Feature(int64_list=tf.train.Int64List(value=[${Array.from(feature.values, value => String(int64ToJson(value))).join(', ')}]))`;
    case 'none':
      return 'tf.train.Feature()';
  }
}

function floatCode(value: number): string {
  const text = String(floatToJson(value));
  return /^-?(NaN|Infinity)$/.test(text) ? `float("${text.replace('Infinity', 'inf').toLowerCase()}")` : text;
}

/** Text as an encoded string, so that it can be read; other bytes as they are written in Python. */
function bytesCode(bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text !== undefined) return `${pythonText(text)}.encode()`;
  return `bytes.fromhex("${Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')}")`;
}
