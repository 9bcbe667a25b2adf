import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/read/program';
import { testParser } from '../python/parser';

/** Programs that run, of kinds that were once reported, and the like with a mistake. */
const programs: readonly [name: string, source: string, said: readonly string[]][] = [
  ['the bytes of a scalar', 'for word in tf.data.Dataset.from_tensor_slices(["a b"]):\n    y = word.numpy()[:3].decode()[0]', []],
  ['texts of a batch', 'y = tf.constant(["a", "b"]).numpy()[0, 1]', ['index-rank']],
  ['a formatted tensor', 'print("%.2f" % tf.constant(0.5))\nprint("%d of %d" % (tf.constant(1), 3))', []],
  ['a remainder of tensors', 'y = tf.ones([2]) % tf.ones([3])', ['op-shape']],
  ["an array's floats as indices", 'y = tf.one_hot(np.zeros(4, "float32"), 3)', []],
  ["a tensor's floats as indices", 'y = tf.one_hot(tf.zeros(4), 3)', ['op-dtype']],
  ['an operation that nothing uses', '@tf.function\ndef f(x):\n    tf.gather(x, [3])\n    return x\ny = f(tf.constant([1.0]))', []],
  ['the same outside of a graph', 'tf.gather(tf.constant([1.0]), [3])', ['op-shape']],
  ['the same where it is used', '@tf.function\ndef f(x):\n    return tf.gather(x, [3])\ny = f(tf.constant([1.0]))', ['op-shape']],
  [
    "NumPy's ways",
    'from tensorflow.python.ops.numpy_ops import np_config\nnp_config.enable_numpy_behavior()\ny = tf.ones([2], tf.int32) + tf.ones([2])',
    [],
  ],
  ['without them', 'y = tf.ones([2], tf.int32) + tf.ones([2])', ['op-dtype']],
  ['one name in two forms of letters', 'ﬁlters = 4\ny = filters\n𝐱 = 1\ny = x', []],
];

const model = 'model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(2)])\nmodel.compile("sgd", "mse")\n';
const data = 'x, y = np.zeros((32, 8)), np.zeros((32, 3))\n';

/** Programs with one mistake, however often it shows. */
type Program = readonly [name: string, source: string, said: readonly string[]];
const mistakes: readonly Program[] = [
  ['validation data of the same form', `${model}${data}model.fit(x, y, validation_data=(x, y))`, ['model-output-labels']],
  ['fit and evaluate', `${model}${data}model.fit(x, y)\nmodel.evaluate(x, y)`, ['model-output-labels']],
  [
    'two models with the same mistake',
    `${model}${data}model.fit(x, y)\n${model}model.fit(x, y)`,
    ['model-output-labels', 'model-output-labels'],
  ],
  [
    'predictions against a vector',
    `${model.replace('(2)', '(1)')}e = np.zeros(32) - model.predict(np.zeros((32, 8)))`,
    ['silent-broadcast'],
  ],
  ['flattened predictions', `${model.replace('(2)', '(1)')}e = np.zeros(32) - model.predict(np.zeros((32, 8))).ravel()`, []],
  ['gray images for ImageNet', 'keras.applications.ResNet50(include_top=False, input_shape=(64, 64, 1))', ['layer-argument']],
  ['gray images without it', 'keras.applications.ResNet50(include_top=False, weights=None, input_shape=(64, 64, 1))', []],
  [
    'images that are too small',
    'keras.applications.Xception(include_top=False, weights=None, input_shape=(70, 70, 3))',
    ['layer-argument'],
  ],
  ['images that are large enough', 'keras.applications.Xception(include_top=False, weights=None, input_shape=(71, None, 3))', []],
  ...(
    [
      ['a loss for no output', '{"a": "mse", "c": "mse"}', '[y, y]', ['model-output-labels']],
      ['more losses than outputs', '["mse", "mse", "mae"]', '[y, y]', ['model-output-labels']],
      ['one loss for all', '["mse"]', '[y, y]', []],
      ['more labels than outputs', '["mse", "mse"]', '[y, y, y]', ['model-output-labels']],
      ['one array of labels for two outputs', '"mse"', 'y', ['model-output-labels']],
      ['labels for each output', '["mse", "mse"]', '[y, y]', []],
      ['losses by name', '{"a": "mse", "b": "mae"}', '{"a": y, "b": y}', []],
    ] as const
  ).map(
    ([name, loss, y, said]): Program => [
      name,
      `i = keras.Input((4,))
model = keras.Model(i, [keras.layers.Dense(1, name="a")(i), keras.layers.Dense(1, name="b")(i)])
model.compile("sgd", loss=${loss})
y = np.zeros((8, 1))
model.fit(np.zeros((8, 4)), ${y})`,
      said,
    ],
  ),
];

describe('one mistake', () => {
  for (const keras of ['3', 'unknown'] as const)
    for (const [name, source, said] of mistakes)
      it(`${name}, Keras ${keras}`, async () => {
        const text = `import numpy as np\nfrom tensorflow import keras\n${source}\n`;
        const { diagnostics } = readProgram('case.py', text, { parser: await testParser(), keras });
        assert.deepEqual(
          diagnostics.map(({ rule }) => rule),
          said,
        );
      });
});

describe('programs that run', () => {
  for (const [name, source, said] of programs)
    it(name, async () => {
      const text = `import numpy as np\nimport tensorflow as tf\n${source}\n`;
      const { diagnostics } = readProgram('case.py', text, { parser: await testParser(), text: () => text });
      assert.deepEqual(
        diagnostics.map(({ rule }) => rule),
        said,
      );
    });
});
