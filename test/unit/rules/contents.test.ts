import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/read/program';
import type { KerasVersion } from '../../../src/common/keras-version';
import type { FeatureFacts, Workspace } from '../../../src/rules/core/rule';
import { testParser } from '../python/parser';

const feature = (kind: FeatureFacts['kind'], more: Partial<FeatureFacts> = {}): FeatureFacts => ({
  kind,
  present: 100,
  minLength: 1,
  maxLength: 1,
  ...more,
});

/** A workspace whose record files all hold the same hundred records. */
const workspace: Workspace = {
  glob: pattern => [pattern.replace('*', '0')],
  records: files => ({
    files,
    sampled: false,
    records: 100,
    features: {
      text: feature('bytes', { minWords: 1, maxWords: 40 }),
      label: feature('int64', { min: 0, max: 9 }),
      ids: feature('int64', { minLength: 48, maxLength: 48, min: 0, max: 4999 }),
      tags: feature('int64', { minLength: 0, maxLength: 7 }),
      rare: feature('float', { present: 60 }),
      // 16 by 16 pixels of three float32.
      pixels: feature('bytes', { minBytes: 3072, maxBytes: 3072 }),
      uneven: feature('bytes', { minBytes: 3072, maxBytes: 4096 }),
    },
  }),
};

const head = `import numpy as np
import tensorflow as tf
import tensorflow_hub as hub
import keras
from keras import layers
`;
const parsing = (features: string, result: string, rest: string): string => `${head}
def parse(record):
    example = tf.io.parse_single_example(record, {
        ${features}
    })
    return ${result}

ds = tf.data.TFRecordDataset(tf.io.gfile.glob("data-*")).map(parse)${rest}
`;
const classifier = (classes: number) => `
model = keras.Sequential([
    layers.Embedding(5000, 8),
    layers.Flatten(),
    layers.Dense(${classes}, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(ds)
`;
const idsAndLabel = '"ids": tf.io.FixedLenFeature([48], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)';
const raw = (dtype: string, shape: string, name = 'pixels'): string =>
  parsing(
    `"${name}": tf.io.FixedLenFeature([], tf.string)`,
    `tf.reshape(tf.cast(tf.io.decode_raw(example["${name}"], ${dtype}), tf.float32) / 255.0, ${shape})`,
    '',
  );
const both = '(example["ids"], example["label"])';

/** What is said of a program: "level rule" in the order of the text. */
const cases: { name: string; source: string; said: string[]; fixed?: string; keras?: KerasVersion }[] = [
  { name: 'a description that fits', source: parsing(idsAndLabel, both, '.batch(4)'), said: [] },
  { name: 'bytes of the shape that is asked for', source: raw('tf.float32', '[16, 16, 3]'), said: [] },
  { name: 'bytes of half the shape', source: raw('tf.float32', '[32, 16, 3]'), said: ['error reshape-size'] },
  { name: 'bytes read as another dtype', source: raw('tf.uint8', '[16, 16, 3]'), said: ['error reshape-size'] },
  { name: 'bytes in rows of any number', source: raw('tf.uint8', '[-1, 3]'), said: [] },
  { name: 'bytes in rows that do not come out even', source: raw('tf.uint8', '[-1, 7]'), said: ['error reshape-size'] },
  { name: 'bytes of different lengths', source: raw('tf.uint8', '[16, 16, 3]', 'uneven'), said: [] },
  { name: 'ids and labels within range', source: parsing(idsAndLabel, both, '.batch(4)') + classifier(10), said: [] },
  { name: 'a label beyond the classes', source: parsing(idsAndLabel, both, '.batch(4)') + classifier(8), said: ['error label-range'] },
  {
    name: 'a cast label beyond the classes',
    source: parsing(idsAndLabel, '(example["ids"], tf.cast(example["label"], tf.int32))', '.shuffle(9).batch(4)') + classifier(8),
    said: ['error label-range'],
  },
  {
    name: 'an id beyond the table',
    source: parsing(idsAndLabel, both, '.batch(4)') + classifier(10).replace('5000', '1000'),
    said: ['error embedding-range'],
  },
  {
    name: 'rows that no id uses',
    source: parsing(idsAndLabel, both, '.batch(4)') + classifier(10).replace('5000', '9000'),
    said: ['information embedding-unused'],
  },
  {
    name: 'rows that data for testing does not use',
    source: parsing(idsAndLabel, both, '.batch(4)') + classifier(10).replace('5000', '9000').replace('fit', 'evaluate'),
    said: [],
  },
  {
    name: 'rows for padding and unknown words',
    source: parsing(idsAndLabel, both, '.batch(4)') + classifier(10).replace('5000', '5002'),
    said: [],
  },
  {
    name: 'a Hub layer in a model of Keras 3',
    source: `${head}
encoder = hub.KerasLayer("https://tfhub.dev/google/universal-sentence-encoder/4")
texts = keras.ops.convert_to_tensor(["a", "b"])
model = keras.Sequential([encoder, layers.Dense(2)])
`,
    said: ['error hub-keras3'],
    fixed: 'model = keras.Sequential([layers.Lambda(lambda x: encoder(x)), layers.Dense(2)])',
  },
  {
    name: 'a Hub layer where the package may be Keras 2',
    source: `import tensorflow_hub as hub
from tensorflow import keras
from tensorflow.keras import layers
encoder = hub.KerasLayer("https://tfhub.dev/google/universal-sentence-encoder/4")
model = keras.Sequential([encoder, layers.Dense(2)])
`,
    keras: 'unknown',
    said: ['warning hub-keras3'],
  },
  {
    name: 'a Hub layer in a model of tf.keras, where that is Keras 2',
    keras: '2',
    source: `import tensorflow as tf
import tensorflow_hub as hub
model = tf.keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/universal-sentence-encoder/4"), tf.keras.layers.Dense(2)])
`,
    said: [],
  },
  {
    name: 'a dtype that records do not have',
    source: parsing('"label": tf.io.FixedLenFeature([], tf.int32)', 'example', ''),
    said: ['error record-description'],
  },
  {
    name: 'another dtype than the records',
    source: parsing('"label": tf.io.FixedLenFeature([], tf.float32)', 'example', ''),
    said: ['error record-feature-dtype'],
  },
  {
    name: 'another length than the records',
    source: parsing('"ids": tf.io.FixedLenFeature([50], tf.int64)', 'example', ''),
    said: ['error record-feature-shape'],
  },
  {
    name: 'a feature that no record has',
    source: parsing('"lable": tf.io.FixedLenFeature([], tf.int64)', 'example', ''),
    said: ['error record-feature-missing'],
  },
  {
    name: 'a feature that some records lack',
    source: parsing('"rare": tf.io.FixedLenFeature([], tf.float32)', 'example', ''),
    said: ['error record-feature-missing'],
  },
  {
    name: 'the same with a default',
    source: parsing('"rare": tf.io.FixedLenFeature([], tf.float32, default_value=0.0)', 'example', ''),
    said: [],
  },
  {
    name: 'a list that no record has',
    source: parsing('"tag": tf.io.VarLenFeature(tf.int64)', 'example', ''),
    said: ['warning record-feature-missing'],
  },
  {
    name: 'rows of different lengths',
    source: parsing('"tags": tf.io.VarLenFeature(tf.int64)', 'tf.sparse.to_dense(example["tags"])', '.batch(2)'),
    said: ['error batch-ragged'],
  },
  {
    name: 'the same padded',
    source: parsing('"tags": tf.io.VarLenFeature(tf.int64)', 'tf.sparse.to_dense(example["tags"])', '.padded_batch(2)'),
    said: [],
  },
  {
    name: 'lists of one length',
    source: parsing('"ids": tf.io.VarLenFeature(tf.int64)', 'tf.sparse.to_dense(example["ids"])', '.batch(2)'),
    said: [],
  },
  {
    name: 'words of texts',
    source: parsing('"text": tf.io.FixedLenFeature([], tf.string)', 'tf.strings.split(example["text"])', '.batch(2)'),
    said: ['error batch-ragged'],
  },
  { name: 'single samples', source: parsing(idsAndLabel, both, '') + classifier(10), said: ['error missing-batch'] },
  {
    name: 'a module of texts that gets a column of them',
    source: `${head}
encoder = hub.KerasLayer("https://tfhub.dev/google/universal-sentence-encoder/4")
text = keras.Input(shape=(1,), dtype=tf.string)
y = encoder(text)
`,
    keras: '2',
    said: ['error hub-input'],
    fixed: 'text = keras.Input(shape=(), dtype=tf.string)',
  },
  {
    name: 'a module in the old format that is to be trained',
    source: `${head}
elmo = hub.KerasLayer("https://www.kaggle.com/models/google/elmo/tensorFlow1/elmo/3", trainable=True)
`,
    said: ['error hub-trainable'],
    fixed: 'elmo = hub.KerasLayer("https://www.kaggle.com/models/google/elmo/tensorFlow1/elmo/3", trainable=False)',
  },
  {
    name: 'an output that the module lacks',
    source: `${head}
elmo = hub.KerasLayer("https://tfhub.dev/google/elmo/3", signature="default", output_key="words")
y = elmo(tf.constant(["a b"]))
`,
    said: ['error hub-output-key'],
  },
  {
    name: 'images of another range and size',
    source: `${head}
def load(name):
    image = tf.image.resize(tf.io.decode_jpeg(tf.io.read_file(name), channels=3), [160, 160])
    return image, 1

ds = tf.data.Dataset.from_tensor_slices(["a.jpg"]).map(load).batch(2)
model = keras.Sequential([
    keras.Input(shape=(160, 160, 3)),
    layers.Lambda(lambda x: x),
    layers.GlobalAveragePooling2D(),
    layers.Dense(2),
])
net = hub.KerasLayer("https://tfhub.dev/google/imagenet/mobilenet_v2_100_224/feature_vector/5")
for images, labels in ds:
    vectors = net(images)
`,
    said: ['warning image-size', 'warning image-range'],
  },
  {
    name: 'one-hot labels under a sparse loss',
    source: `${head}
model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(3, activation="softmax")])
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(np.ones((8, 4)), np.ones((8, 3)))
`,
    said: ['error model-output-labels'],
    fixed: 'model.compile("adam", loss="categorical_crossentropy")',
  },
  {
    name: 'a single sample to predict',
    source: `${head}
model = keras.Sequential([keras.Input(shape=(4, 3)), layers.Flatten(), layers.Dense(3)])
x = np.ones((4, 3))
y = model.predict(x)
`,
    said: ['error model-input-data'],
    fixed: 'y = model.predict(x[None])',
  },
  {
    name: 'a shape without its comma',
    source: `${head}
x = keras.Input(shape=(16))
`,
    said: ['error layer-argument'],
  },
  {
    name: 'a softmax over one unit',
    source: `${head}
model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(1, activation="softmax")])
model.compile("adam", loss="binary_crossentropy")
`,
    said: ['warning loss-activation'],
    fixed: 'model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(1, activation="sigmoid")])',
  },
  {
    name: 'logits under a loss for probabilities',
    source: `${head}
model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(3)])
model.compile("adam", loss="sparse_categorical_crossentropy")
`,
    said: ['warning loss-activation'],
  },
  {
    name: 'a Python list of labels',
    source: `${head}
model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(1)])
model.compile("adam", loss="mse")
model.fit(np.ones((2, 4)), [0, 1])
`,
    said: ['error fit-data-type'],
    fixed: 'model.fit(np.ones((2, 4)), np.array([0, 1]))',
  },
  {
    name: 'a mean squared error that broadcasts',
    source: `${head}
model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(1)])
model.compile("adam", loss="mse")
model.fit(np.ones((8, 4)), np.ones((8, 3)))
`,
    said: ['warning silent-broadcast'],
  },
];

describe('what data holds against what models are made for', () => {
  for (const { name, source, said, fixed, keras } of cases) {
    it(name, async () => {
      const { diagnostics } = readProgram('case.py', source, { parser: await testParser(), workspace, keras });
      const told = diagnostics.map(({ level, rule }) => `${level} ${rule}`);
      assert.deepEqual(told, said, diagnostics.map(({ message }) => message).join('\n'));
      if (fixed === undefined) return;
      const edits = diagnostics[0].fixes?.[0]?.edits ?? [];
      const lines = source.split('\n');
      for (const { span, text } of [...edits].reverse()) {
        const line = lines[span.line - 1];
        lines[span.line - 1] = line.slice(0, span.column - 1) + text + line.slice(span.endColumn - 1);
      }
      assert.ok(lines.includes(fixed), lines.join('\n'));
    });
  }
});
