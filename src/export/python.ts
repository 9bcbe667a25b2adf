import type { DatasetStatistics, FeatureStatistics } from '../statistics/report/statistics';
import { decodingOf } from './python-decoding';
import { pythonText } from './python-text';

/** A feature as the generated code describes it. */
interface Described {
  /** The entry of the dictionary, or undefined when TensorFlow cannot describe the feature. */
  entry?: string;
  /** Why there is none, or what to know about the entry. */
  comment?: string;
}

/**
 * Python that reads the records: `feature_description` (for a SequenceExample `context_features` and `sequence_features`), a parse function and
 * a `tf.data` pipeline over `files`, compressed as told. It runs as it stands.
 */
export function parseCode(statistics: DatasetStatistics, files: string[], compression: 'none' | 'gzip' | 'zlib' = 'none'): string {
  const isSequence = statistics.message === 'sequence_example';
  const records = statistics.records - statistics.malformed;
  const features = statistics.features.map(feature => ({ feature, ...describe(feature, records) }));
  const known = features.filter(({ entry }) => entry !== undefined).map(({ feature }) => feature);
  const lines = [
    `"""Reads ${isSequence ? 'tf.train.SequenceExample' : 'tf.train.Example'} records; written by Tensorscope from ${records} of them."""`,
    '',
    'import tensorflow as tf',
    '',
    ...list('FILES', files),
    '',
  ];
  if (known.length === 0) lines.push(...withoutFeatures(features));
  else if (isSequence) lines.push(...sequenceCode(features, known));
  else lines.push(...exampleCode(features, known));
  const name = isSequence ? 'parse_sequence_example' : 'parse_example';
  lines.push(
    '',
    '',
    'def make_dataset(files=FILES):',
    '    """The parsed records, one by one: shuffle, batch (padded_batch where lengths differ) and prefetch as needed."""',
  );
  const type = compression === 'none' ? '' : `, compression_type="${compression.toUpperCase()}"`;
  lines.push(`    return tf.data.TFRecordDataset(files${type}).map(${name}, num_parallel_calls=tf.data.AUTOTUNE)`, '');
  return lines.join('\n');
}

type Entries = (Described & { feature: FeatureStatistics })[];

const list = (name: string, items: string[]): string[] => [`${name} = [`, ...items.map(item => `    ${pythonText(item)},`), ']'];

function dictionary(name: string, entries: Entries): string[] {
  const rows = entries.flatMap(({ feature, entry, comment }) => [
    ...(comment ? [`    # ${comment}`] : []),
    ...(entry ? [`    ${pythonText(feature.name)}: ${entry},`] : []),
  ]);
  return [`${name} = {`, ...rows, '}'];
}

function exampleCode(entries: Entries, known: FeatureStatistics[]): string[] {
  return [
    ...dictionary('feature_description', entries),
    '',
    '',
    'def parse_example(serialized):',
    '    """A serialized tf.train.Example to a dictionary of tensors."""',
    '    example = tf.io.parse_single_example(serialized, feature_description)',
    ...known.flatMap(feature => decodingOf(feature, 'example')),
    '    return example',
  ];
}

function sequenceCode(entries: Entries, known: FeatureStatistics[]): string[] {
  return [
    ...dictionary(
      'context_features',
      entries.filter(({ feature }) => feature.in !== 'sequence'),
    ),
    '',
    ...dictionary(
      'sequence_features',
      entries.filter(({ feature }) => feature.in === 'sequence'),
    ),
    '',
    '',
    'def parse_sequence_example(serialized):',
    '    """A serialized tf.train.SequenceExample to two dictionaries of tensors: context and steps."""',
    '    context, sequence = tf.io.parse_single_sequence_example(',
    '        serialized, context_features=context_features, sequence_features=sequence_features',
    '    )',
    ...known.flatMap(feature => (feature.in === 'sequence' ? [] : decodingOf(feature, 'context'))),
    '    return context, sequence',
  ];
}

/** parse_single_example wants at least one feature; without any the record itself is all there is. */
function withoutFeatures(entries: Entries): string[] {
  const comments = entries.flatMap(({ comment }) => (comment ? [`# ${comment}`] : []));
  return [
    ...comments,
    ...(comments.length > 0 ? ['', ''] : ['']),
    'def parse_example(serialized):',
    '    """No feature was found that could be parsed."""',
    '    return {"serialized": serialized}',
  ];
}

const DTYPES = { int64: 'tf.int64', float32: 'tf.float32', string: 'tf.string' };
const DEFAULTS = { int64: '0', float32: '0.0', string: '""' };

function describe(feature: FeatureStatistics, records: number): Described {
  const { dtype, name } = feature;
  if (feature.kind === 'none') return { comment: `${pythonText(name)} is left out: no record has a value in it.` };
  if (dtype === null) {
    const kinds = Object.entries(feature.kinds ?? {}).map(([kind, count]) => `${count} with ${kind}`);
    return { comment: `${pythonText(name)} is left out: TensorFlow takes one type, and there are ${kinds.join(', ')}.` };
  }
  const tf = DTYPES[dtype];
  const fixed = feature.min_length === feature.max_length && feature.max_length > 0;
  const shape = feature.max_length === 1 ? '[]' : `[${feature.max_length}]`;
  const missing = feature.missing > 0 ? `missing from ${feature.missing} of ${records} records` : undefined;
  if (feature.in === 'sequence') {
    if (!fixed) return { entry: `tf.io.VarLenFeature(${tf})`, comment: `${feature.min_length} to ${feature.max_length} values a step` };
    return { entry: `tf.io.FixedLenSequenceFeature(${shape}, ${tf}${missing ? ', allow_missing=True' : ''})`, comment: missing };
  }
  if (!fixed) {
    const lengths = `${feature.min_length} to ${feature.max_length} values`;
    return { entry: `tf.io.FixedLenSequenceFeature([], ${tf}, allow_missing=True)`, comment: missing ? `${lengths}, ${missing}` : lengths };
  }
  if (!missing) return { entry: `tf.io.FixedLenFeature(${shape}, ${tf})` };
  const one = DEFAULTS[dtype];
  const standIn = feature.max_length === 1 ? one : `[${one}] * ${feature.max_length}`;
  return { entry: `tf.io.FixedLenFeature(${shape}, ${tf}, default_value=${standIn})`, comment: `${missing}: the default stands in` };
}
