import { type Sentence, said } from '../../common/sentence';
import type { Schema } from '../schema';
import { type MetadataMessage, readMessage } from './message';
import { readFeature } from './schema-feature';
import { parseText } from './text-tree';
import { TextFormatError } from './token';

/** A schema that the user keeps, as its text gave it. */
export interface CuratedSchema {
  schema: Schema;
  /** Fields that are not of tensorflow_metadata's Schema, by their path, `feature.colour`. */
  unknown: string[];
  /** What it asks for that is not held against data, in words: `the url_domain of "link"`. */
  unchecked: Sentence[];
}

/** A schema that was read, or what is wrong with its text and where; lines and columns (UTF-16) count from 1. */
export type SchemaText = ({ ok: true } & CuratedSchema) | { ok: false; line: number; column: number; message: string };

/**
 * Reads a schema of TFDV: protobuf text format of tensorflow_metadata.v0.Schema, as `tfdv.write_schema_text` and curators write it. Never throws. It takes
 * what google.protobuf.text_format takes, but for a text with an escape that no language of protobuf knows; and passes over unknown fields.
 */
export function readSchemaText(text: string): SchemaText {
  try {
    const unknown = new Set<string>();
    const message = readMessage('Schema', parseText(text), unknown);
    return { ok: true, ...schemaOf(message), unknown: [...unknown] };
  } catch (refusal) {
    if (refusal instanceof TextFormatError) return { ok: false, ...placeOf(text, refusal.at), message: refusal.message };
    throw refusal;
  }
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** The feature of type STRUCT that holds the feature lists of a SequenceExample, where TFX's reader puts them. */
const SEQUENCE = '##SEQUENCE##';

function schemaOf(message: MetadataMessage<'Schema'>): { schema: Schema; unchecked: Sentence[] } {
  const named = new Map<string, string[]>();
  for (const { name = '', value = [] } of message.string_domain ?? []) if (!named.has(name)) named.set(name, value);
  const isSequence = ({ name, type }: MetadataMessage<'Feature'>): boolean => name === SEQUENCE && type === 'STRUCT';
  const features = message.feature ?? [];
  const sequence = features.find(isSequence)?.struct_domain;
  const readings = [
    ...firstOfName(features.filter(feature => !isSequence(feature))).map(feature => readFeature(feature, 'example', named)),
    ...firstOfName(sequence?.feature ?? []).map(feature => readFeature(feature, 'sequence', named)),
  ];
  const { min_examples_count: min = 0n, max_examples_count: max } = message.dataset_constraints ?? {};
  return {
    schema: {
      message: sequence ? 'sequence_example' : 'example',
      features: readings.map(({ feature }) => feature),
      ...(message.default_environment ? { default_environments: message.default_environment } : {}),
      ...(message.dataset_constraints ? { examples: { min: Number(min), ...(max === undefined ? {} : { max: Number(max) }) } } : {}),
    },
    unchecked: [...readings.flatMap(({ unchecked }) => unchecked), ...uncheckedOf(message, sequence)],
  };
}

/** Of two features with one name TFDV knows the first only. */
function firstOfName(features: MetadataMessage<'Feature'>[]): MetadataMessage<'Feature'>[] {
  const names = new Set<string>();
  return features.filter(({ name = '' }) => !names.has(name) && names.add(name));
}

function uncheckedOf(
  { sparse_feature, weighted_feature, dataset_constraints }: MetadataMessage<'Schema'>,
  sequence?: MetadataMessage<'StructDomain'>,
): Sentence[] {
  const { num_examples_drift_comparator: drift, num_examples_version_comparator: version } = dataset_constraints ?? {};
  return [
    ...[...(sparse_feature ?? []), ...(sequence?.sparse_feature ?? [])].map(({ name }) => said`the sparse_feature "${name}"`),
    ...(weighted_feature ?? []).map(({ name }) => said`the weighted_feature "${name}"`),
    ...(drift || version ? [said`comparisons of the number of examples with previous data`] : []),
  ];
}
