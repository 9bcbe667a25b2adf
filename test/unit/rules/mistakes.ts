import type { RuleName } from '../../../src/diagnostics/catalogue';
import type { Workspace } from '../../../src/rules/core/rule';

/** A program with one mistake, and what its fix makes of the lines that it changes. */
export interface Mistake {
  readonly name: string;
  readonly rule: RuleName;
  readonly source: string;
  /** The lines that are new. */
  readonly mended: string;
  /** The fix that is meant, where there are several. */
  readonly title?: RegExp;
  readonly workspace?: Workspace;
}

const head = `import numpy as np
import tensorflow as tf
import tensorflow_hub as hub
import keras
from keras import layers
`;

/** Record files with a text, a label, a list of varying length and a value that is not always there. */
const records: Workspace = {
  glob: pattern => [pattern],
  records: files => ({
    files,
    sampled: false,
    records: 100,
    features: {
      label: { kind: 'int64', present: 100, minLength: 1, maxLength: 1, min: 0, max: 9 },
      tags: { kind: 'int64', present: 100, minLength: 0, maxLength: 7, min: 0, max: 49 },
      rare: { kind: 'float', present: 60, minLength: 1, maxLength: 1 },
    },
  }),
};

const trained = (layers: string, loss: string, y: string, x = 'np.ones((8, 4))'): string => `${head}
model = keras.Sequential([
${layers}
])
model.compile("adam", ${loss})
model.fit(${x}, ${y})
`;
const pictures = (steps: string): string => `${head}
def load(name):
    image = tf.io.decode_jpeg(tf.io.read_file(name), channels=3)
    ${steps}
    return image

net = hub.KerasLayer("https://tfhub.dev/google/imagenet/mobilenet_v2_100_224/feature_vector/5")
for images in tf.data.Dataset.from_tensor_slices(["a.jpg"]).map(load).batch(2):
    vectors = net(images)
`;
const sequence = 'np.ones((8, 20, 4))';

export const mistakes: readonly Mistake[] = [
  {
    name: 'rows of different lengths are padded',
    rule: 'batch-ragged',
    workspace: records,
    source: `${head}
def parse(record):
    example = tf.io.parse_single_example(record, {"tags": tf.io.VarLenFeature(tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
    return tf.sparse.to_dense(example["tags"]), example["label"]

ds = tf.data.TFRecordDataset("a.tfrecord").map(parse).batch(4, drop_remainder=True)
`,
    mended: 'ds = tf.data.TFRecordDataset("a.tfrecord").map(parse).padded_batch(4, drop_remainder=True)',
  },
  {
    name: 'a value that some records lack gets a default',
    rule: 'record-feature-missing',
    workspace: records,
    source: `${head}
def parse(record):
    return tf.io.parse_single_example(record, {"rare": tf.io.FixedLenFeature([], tf.float32)})

ds = tf.data.TFRecordDataset("a.tfrecord").map(parse)
`,
    mended: '    return tf.io.parse_single_example(record, {"rare": tf.io.FixedLenFeature([], tf.float32, default_value=0.0)})',
  },
  {
    name: 'another dtype than the records have',
    rule: 'record-feature-dtype',
    workspace: records,
    source: `import tensorflow

def parse(record):
    return tensorflow.io.parse_single_example(record, {"label": tensorflow.io.FixedLenFeature([], tensorflow.float32)})

ds = tensorflow.data.TFRecordDataset("a.tfrecord").map(parse)
`,
    mended: '    return tensorflow.io.parse_single_example(record, {"label": tensorflow.io.FixedLenFeature([], tensorflow.int64)})',
  },
  {
    name: 'steps are taken of a vector',
    rule: 'index-rank',
    source: `import tensorflow as tf
import tensorflow_hub as hub

elmo = hub.KerasLayer("https://tfhub.dev/google/elmo/3", trainable=False)
last = elmo(tf.constant(["a b", "c"]))[:, -1, :]
`,
    mended: 'elmo = hub.KerasLayer("https://tfhub.dev/google/elmo/3", trainable=False, signature="default", output_key="elmo")',
  },
  {
    name: 'a recurrent layer over vectors',
    rule: 'layer-input-rank',
    source: `import tensorflow as tf
import tensorflow_hub as hub
from tensorflow.keras import layers

elmo = hub.KerasLayer(
    "https://tfhub.dev/google/elmo/3",
)
states = layers.LSTM(8)(elmo(tf.constant(["a b", "c"])))
`,
    mended: '    "https://tfhub.dev/google/elmo/3", signature="default", output_key="elmo",',
  },
  {
    name: 'class numbers under a loss for one-hot labels',
    rule: 'model-output-labels',
    source: trained(
      '    keras.Input((4,)),\n    layers.Dense(3, activation="softmax"),',
      'keras.losses.CategoricalCrossentropy()',
      'np.zeros((8,))',
    ),
    mended: 'model.compile("adam", keras.losses.SparseCategoricalCrossentropy())',
  },
  {
    name: 'the same, with the labels made one-hot',
    rule: 'model-output-labels',
    title: /one-hot/,
    source: trained('    keras.Input((4,)),\n    layers.Dense(3, activation="softmax"),', '"categorical_crossentropy"', 'np.zeros((8,))'),
    mended: 'model.fit(np.ones((8, 4)), keras.utils.to_categorical(np.zeros((8,)), 3))',
  },
  {
    name: 'one-hot labels under a loss that is imported by name',
    rule: 'model-output-labels',
    source: `from keras.losses import SparseCategoricalCrossentropy
${trained('    keras.Input((4,)),\n    layers.Dense(3, activation="softmax"),', 'SparseCategoricalCrossentropy()', 'np.ones((8, 3))')}`,
    mended:
      'from keras.losses import CategoricalCrossentropy, SparseCategoricalCrossentropy\nmodel.compile("adam", CategoricalCrossentropy())',
  },
  {
    name: 'one-hot labels under a function of keras.losses',
    rule: 'model-output-labels',
    source: trained(
      '    keras.Input((4,)),\n    layers.Dense(3, activation="softmax"),',
      'loss=keras.losses.sparse_categorical_crossentropy',
      'np.ones((8, 3))',
    ),
    mended: 'model.compile("adam", loss=keras.losses.categorical_crossentropy)',
  },
  {
    name: 'a Flatten is missing',
    rule: 'model-output-labels',
    source: trained(
      '    keras.Input((20, 4)),\n    layers.Conv1D(8, 3),\n    layers.Dense(3, activation="softmax"),',
      '"sparse_categorical_crossentropy"',
      'np.zeros((8,))',
      sequence,
    ),
    mended: '    layers.Flatten(),',
  },
  {
    name: 'a pooling is missing, on one line',
    rule: 'model-output-labels',
    title: /Pooling/,
    source: trained(
      '    keras.Input((20, 4)), layers.Conv1D(8, 3), layers.Dense(3, activation="softmax"),',
      '"sparse_categorical_crossentropy"',
      'np.zeros((8,))',
      sequence,
    ),
    mended: '    keras.Input((20, 4)), layers.Conv1D(8, 3), layers.GlobalAveragePooling1D(), layers.Dense(3, activation="softmax"),',
  },
  {
    name: 'a Flatten is missing among layers that are added',
    rule: 'model-output-labels',
    source: `import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv1D, Dense

model = Sequential()
model.add(Conv1D(8, 3, input_shape=(20, 4)))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy")
model.fit(${sequence}, np.zeros((8,)))
`,
    mended: 'from tensorflow.keras.layers import Conv1D, Flatten, Dense\nmodel.add(Flatten())',
  },
  {
    name: 'a Flatten is missing in a functional model',
    rule: 'model-output-labels',
    source: `${head}
inputs = keras.Input((20, 4))
x = layers.Conv1D(8, 3)(inputs)
outputs = layers.Dense(3, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(${sequence}, np.zeros((8,)))
`,
    mended: 'outputs = layers.Dense(3, activation="softmax")(layers.Flatten()(x))',
  },
  {
    name: 'a recurrent layer gives all its steps',
    rule: 'silent-broadcast',
    source: trained(
      '    keras.Input((20, 4)),\n    layers.LSTM(8, return_sequences=True),\n    layers.Dense(1),',
      '"mse"',
      'np.zeros((8, 1))',
      sequence,
    ),
    mended: '    layers.LSTM(8, return_sequences=False),',
  },
  {
    name: 'fewer units than the labels have columns',
    rule: 'model-output-labels',
    source: trained('    keras.Input((4,)),\n    layers.Dense(units=2),', '"mse"', 'np.zeros((8, 3))'),
    mended: '    layers.Dense(units=3),',
  },
  {
    name: 'one unit where the labels have four columns',
    rule: 'silent-broadcast',
    source: trained('    keras.Input((4,)),\n    layers.Dense(1),', '"mse"', 'np.zeros((8, 4))'),
    mended: '    layers.Dense(4),',
  },
  {
    name: 'the number of samples in the shape',
    rule: 'model-input-data',
    source: trained('    keras.Input(shape=(8, 4)),\n    layers.Dense(1),', '"mse"', 'np.zeros((8, 1))'),
    mended: '    keras.Input(shape=(4,)),',
  },
  {
    name: 'the number of samples in input_shape',
    rule: 'model-input-data',
    source: trained('    layers.Dense(1, input_shape=(8, 4)),', '"mse"', 'np.zeros((8, 1))'),
    mended: '    layers.Dense(1, input_shape=(4,)),',
  },
  {
    name: 'a sum of samples without the batch axis',
    rule: 'model-input-data',
    source: `${head}
model = keras.Sequential([keras.Input((4, 3)), layers.Flatten(), layers.Dense(1)])
x = np.ones((4, 3))
y = model.predict(x + x)
`,
    mended: 'y = model.predict((x + x)[None])',
  },
  {
    name: 'a dataset of single samples',
    rule: 'missing-batch',
    source: `${head}
model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile("adam", "mse")
data = tf.data.Dataset.from_tensor_slices((np.ones((8, 4)), np.ones((8, 1))))
model.fit(data)
`,
    mended: 'model.fit(data.batch(32))',
  },
  {
    name: 'a last layer without an activation',
    rule: 'loss-activation',
    source: trained('    keras.Input((4,)),\n    layers.Dense(3),', '"sparse_categorical_crossentropy"', 'np.zeros((8,))'),
    mended: '    layers.Dense(3, activation="softmax"),',
  },
  {
    name: 'an image is converted after it was resized',
    rule: 'image-range',
    source: pictures(
      'image = tf.image.resize(images=image, size=[224, 224])\n    image = tf.image.convert_image_dtype(image, dtype=tf.float32)',
    ),
    mended: '    image = tf.image.convert_image_dtype(image, dtype=tf.float32)\n    image = tf.image.resize(images=image, size=[224, 224])',
  },
  {
    name: 'the same in one expression',
    rule: 'image-range',
    source: pictures('image = tf.image.convert_image_dtype(tf.image.resize(image, (224, 224)), tf.float32)'),
    mended: '    image = tf.image.resize(tf.image.convert_image_dtype(image, tf.float32), (224, 224))',
  },
  {
    name: 'pixels are never scaled',
    rule: 'image-range',
    source: pictures('image = tf.image.resize(image, [224, 224])'),
    mended: '    image = tf.image.resize(image, [224, 224]) / 255.0',
  },
  {
    name: 'images of another size',
    rule: 'image-size',
    source: pictures('image = tf.image.resize(image, [160, 192]) / 255.0'),
    mended: '    image = tf.image.resize(image, [224, 224]) / 255.0',
  },
];
