import type { DatasetStatistics, FeatureStatistics } from '../statistics/report/statistics';
import { fileLists, type RecordFile, recordsExpression } from './python-files';
import { pythonText } from './python-text';

/** A program, or why none can be told from the features. */
export type ModelCode = { ok: true; code: string } | { ok: false; reason: string };

/** Classes beyond this are hardly a label to be told by a softmax. */
const MAX_CLASSES = 1000;
/** Ids beyond this would make a table of embeddings that no first model should have. */
const MAX_IDS = 1_000_000;
/** Pixels a side that images are brought to, at most. */
const MAX_IMAGE_SIDE_PIXELS = 128;
/** One record in so many is kept for validation. */
const RECORDS_PER_VALIDATION_RECORD = 10;

/**
 * A Python file that trains a first model on the records as it stands: images through convolutions, token ids through an embedding, numbers through dense layers,
 * to the label. It runs with TensorFlow, and Tensorscope trains it.
 */
export function modelCode(statistics: DatasetStatistics, files: readonly RecordFile[]): ModelCode {
  if (statistics.message !== 'example') return { ok: false, reason: 'the records are not Examples: no model can be generated for others' };
  const label = labelOf(statistics);
  if (!label) return { ok: false, reason: 'no feature looks like a label (one integer, from 0, in every record)' };
  for (const recipe of RECIPES) {
    const inputs = recipe.inputs(statistics.features.filter(feature => feature !== label && isAlways(feature)));
    if (inputs.length > 0) return { ok: true, code: program(statistics, label, recipe, inputs, files) };
  }
  return {
    ok: false,
    reason: 'no feature besides the label is an image, a list of IDs, or a number list of the same length in every record',
  };
}

const isAlways = ({ missing, empty, min_length, max_length }: FeatureStatistics): boolean =>
  missing === 0 && empty === 0 && min_length === max_length && max_length > 0;

/** The feature that looks most like a label: by its name, then by its values. */
function labelOf({ features }: DatasetStatistics): FeatureStatistics | undefined {
  const fitting = features.filter(feature => {
    const { int64, max_length } = feature;
    return isAlways(feature) && max_length === 1 && int64 !== undefined && Number(int64.min) >= 0 && Number(int64.max) < MAX_CLASSES;
  });
  return (
    fitting.find(({ name }) => name === 'label') ??
    fitting.find(({ role }) => role?.kind === 'label') ??
    fitting.find(({ role }) => role?.kind === 'flag')
  );
}

interface Recipe {
  title: string;
  /** The features that go into the model; none when it is not for these records. */
  inputs(features: FeatureStatistics[]): FeatureStatistics[];
  /** Constants that the layers use. */
  constants(inputs: FeatureStatistics[]): string[];
  /** Lines of the parse function that make `x` of the example. */
  parse(inputs: FeatureStatistics[]): string[];
  layers(inputs: FeatureStatistics[]): string[];
}

/** Formats whose pictures have a rank that is known before they are decoded. */
const isDecoded = (format: string): boolean => format === 'jpeg' || format === 'png';

const images: Recipe = {
  title: 'small convolutional network',
  inputs: features =>
    features.filter(({ role, bytes }) => role?.kind === 'image' && Object.keys(bytes?.images?.formats ?? {}).every(isDecoded)).slice(0, 1),
  constants: ([image]) => [`SIZE = ${sideOf(image)}`],
  parse: ([image]) => [
    `image = tf.io.decode_${decoder(image)}(example[${pythonText(image?.name ?? '')}], channels=3)`,
    'image = tf.image.resize(image, [SIZE, SIZE])',
    'x = tf.cast(image, tf.float32) / 255.0',
  ],
  layers: () => [
    'layers.Input(shape=(SIZE, SIZE, 3))',
    'layers.Conv2D(16, 3, padding="same", activation="relu")',
    'layers.MaxPooling2D()',
    'layers.Conv2D(32, 3, padding="same", activation="relu")',
    'layers.MaxPooling2D()',
    'layers.Conv2D(64, 3, padding="same", activation="relu")',
    'layers.GlobalAveragePooling2D()',
  ],
};

function sideOf(image: FeatureStatistics | undefined): number {
  const { width, height } = image?.bytes?.images ?? { width: [0, 0], height: [0, 0] };
  return Math.max(8, Math.min(MAX_IMAGE_SIDE_PIXELS, width[0] ?? 0, height[0] ?? 0));
}

function decoder(image: FeatureStatistics | undefined): string {
  const names = Object.keys(image?.bytes?.images?.formats ?? {});
  // TensorFlow's two decoders each read both formats.
  return names.every(name => name === 'png') ? 'png' : 'jpeg';
}

const ids: Recipe = {
  title: 'convolution over embedded IDs',
  inputs: features =>
    features
      .filter(
        ({ int64, max_length, role }) =>
          int64 && max_length > 3 && Number(int64.min) >= 0 && Number(int64.max) < MAX_IDS && role?.kind !== 'box',
      )
      .slice(0, 1),
  constants: ([feature]) => [`LENGTH = ${feature?.max_length}`, `VOCABULARY = ${Number(feature?.int64?.max) + 1}`],
  parse: ([feature]) => [`x = example[${pythonText(feature?.name ?? '')}]`],
  layers: () => [
    'layers.Input(shape=(LENGTH,), dtype=tf.int64)',
    'layers.Embedding(input_dim=VOCABULARY, output_dim=32)',
    'layers.Conv1D(filters=64, kernel_size=3, padding="same", activation="relu")',
    'layers.GlobalMaxPooling1D()',
    'layers.Dense(32, activation="relu")',
  ],
};

const numbers: Recipe = {
  title: 'dense network over numbers',
  inputs: features =>
    features.filter(({ float, int64, role }) => {
      const values = float ?? int64;
      const finite = values && values.nan + values.positive_infinity + values.negative_infinity === 0;
      return finite && role?.kind !== 'id' && values.min !== values.max;
    }),
  constants: inputs => [`WIDTH = ${inputs.reduce((sum, { max_length }) => sum + max_length, 0)}`],
  parse: inputs => ['x = tf.concat([', ...inputs.map(feature => `    ${scaled(feature)},`), '], axis=0)'],
  layers: () => ['layers.Input(shape=(WIDTH,))', 'layers.Dense(64, activation="relu")', 'layers.Dense(32, activation="relu")'],
};

/** A feature as a vector of floats of about mean 0 and deviation 1. */
function scaled({ name, float, int64, max_length }: FeatureStatistics): string {
  const { mean, deviation } = float ?? int64 ?? { mean: 0, deviation: 1 };
  const read = `example[${pythonText(name)}]`;
  const vector = max_length === 1 ? `tf.reshape(${read}, [1])` : read;
  const floats = float ? vector : `tf.cast(${vector}, tf.float32)`;
  return `(${floats} - ${figure(mean ?? 0)}) / ${figure(deviation || 1)}`;
}

function figure(value: number): string {
  const text = String(Number(value.toPrecision(4)));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** In this order: the first that finds its inputs. */
const RECIPES = [images, ids, numbers];

const DTYPES = { int64: 'tf.int64', float32: 'tf.float32', string: 'tf.string' };

function program(
  statistics: DatasetStatistics,
  label: FeatureStatistics,
  recipe: Recipe,
  inputs: FeatureStatistics[],
  files: readonly RecordFile[],
): string {
  const classes = Math.max(2, Number(label.int64?.max) + 1);
  const held = Math.max(1, Math.floor(statistics.records / RECORDS_PER_VALIDATION_RECORD));
  const describe = ({ name, max_length, dtype }: FeatureStatistics): string =>
    `        ${pythonText(name)}: tf.io.FixedLenFeature(${max_length === 1 ? '[]' : `[${max_length}]`}, ${DTYPES[dtype ?? 'string']}),`;
  return [
    `"""A ${recipe.title} for ${label.name}; generated by Tensorscope from the features of ${statistics.records} records."""`,
    'import tensorflow as tf',
    'from tensorflow.keras import layers',
    '',
    ...fileLists(files),
    ...recipe.constants(inputs),
    `CLASSES = ${classes}`,
    `VALIDATION = ${held}`,
    '',
    '',
    'def parse(record):',
    '    example = tf.io.parse_single_example(record, {',
    ...[...inputs, label].map(describe),
    '    })',
    ...recipe.parse(inputs).map(line => `    ${line}`),
    `    return x, example[${pythonText(label.name)}]`,
    '',
    '',
    `dataset = ${recordsExpression(files)}.map(parse)`,
    'validation = dataset.take(VALIDATION).batch(32).prefetch(tf.data.AUTOTUNE)',
    'train = dataset.skip(VALIDATION).shuffle(1000, seed=1).batch(32).prefetch(tf.data.AUTOTUNE)',
    '',
    'model = tf.keras.Sequential([',
    ...recipe.layers(inputs).map(layer => `    ${layer},`),
    '    layers.Dense(CLASSES, activation="softmax"),',
    '])',
    'model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])',
    'model.fit(train, validation_data=validation, epochs=5)',
    '',
  ].join('\n');
}
