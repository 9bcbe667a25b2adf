import type { CopyFormat } from '../protocol/records-page';
import type { FeatureValue } from '../records/example';
import { floatToJson, int64ToJson, textOf } from '../records/json-value';
import { recordToJson } from '../records/record-json';
import { decodeRecord } from '../records/record-value';
import { pythonText } from '../schema/export/python-text';

/** A record as text to paste: JSON by the contract of the command line, or Python that builds the same message with TensorFlow. */
export function recordText(format: CopyFormat, record: number, bytes: Uint8Array): string {
  const value = decodeRecord(bytes);
  if (format === 'json') return JSON.stringify({ record, ...recordToJson(value) }, undefined, 2);
  if (value.payload === 'example') return `${IMPORT}example = tf.train.Example(features=${featuresCode(value.example.features)})\n`;
  if (value.payload !== 'sequence_example') return `record = ${bytesCode(bytes)}\n`;
  const { context, featureLists } = value.example;
  const lists = [...featureLists].map(
    ([name, steps]) => `    ${pythonText(name)}: tf.train.FeatureList(feature=[${steps.map(featureCode).join(', ')}]),\n`,
  );
  const body = `context=${featuresCode(context)}, feature_lists=tf.train.FeatureLists(feature_list={\n${lists.join('')}})`;
  return `${IMPORT}example = tf.train.SequenceExample(${body})\n`;
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
