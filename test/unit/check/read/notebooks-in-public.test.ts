import assert from 'node:assert/strict';
import { readCells } from '../../../../src/check/read/program';
import type { KerasVersion } from '../../../../src/common/keras-version';
import { testParser } from '../../python/parser';

/** What public notebooks do and an earlier version took for a mistake: cells, and what is said of them where nobody knows the Keras. */
const notebooks: readonly [what: string, cells: readonly string[], said: readonly string[]][] = [
  [
    'a range as the index of an array',
    ['import numpy as np\nx = np.zeros((100, 28, 28))\nnumbers = range(0, 10, 1)\ny = x[numbers]\nz = y + np.zeros((10, 28, 28))'],
    [],
  ],
  ['numbers as the index of one', ['import numpy as np\nx = np.zeros((100, 28))\ny = x[0, 1, 2]'], ['error index-rank']],
  [
    'classes by the folders of a bucket',
    [
      'import tensorflow as tf\nNAMES = [item for item in tf.io.gfile.glob("gs://flowers/*") if "." not in item]',
      'label = tf.argmax(tf.math.equal(NAMES, tf.constant("daisy")))',
    ],
    [],
  ],
  [
    'files that the program fetches first',
    [
      'import glob, tensorflow as tf\nnames = glob.glob("downloaded/*/")\nkind = tf.math.equal(names, tf.constant("daisy"))\nfirst = names[0]',
    ],
    [],
  ],
  [
    'Keras 2 asked for in a cell behind the one that installs',
    [
      '!pip install --quiet "tensorflow>=2.16.0" "tf-keras>=2.16.0"',
      'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"',
      'import tensorflow as tf\nimport tensorflow_hub as hub\nembed = hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50/2")\nx = embed(tf.keras.Input(shape=(), dtype=tf.string))',
    ],
    [],
  ],
  [
    'a list of texts to predict for',
    [
      'import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.TextVectorization(), tf.keras.layers.Embedding(9, 2)])\nmodel.predict(["good", "bad"])',
    ],
    ['warning fit-data-type'],
  ],
];

describe('notebooks that people published', () => {
  for (const [what, texts, said] of notebooks)
    it(what, async () => {
      const cells = texts.map((text, index) => ({ path: `a.ipynb#${index}`, text, raises: false }));
      const keras: KerasVersion = 'unknown';
      const workspace = { entries: () => [], glob: () => [] };
      const { diagnostics } = readCells('a.ipynb', cells, { parser: await testParser(), keras, workspace });
      assert.deepEqual(
        diagnostics.map(({ level, rule }) => `${level} ${rule}`),
        said,
        diagnostics.map(({ message, span }) => `${span.line}: ${message}`).join('\n'),
      );
    });
});
