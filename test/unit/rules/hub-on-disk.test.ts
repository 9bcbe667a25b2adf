import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/read/program';
import { typeJson } from '../../../src/check/views/type-json';
import type { HubModule } from '../../../src/hub/module';
import { testParser } from '../python/parser';

const words: HubModule = {
  format: 'tf2',
  isCallable: true,
  input: { shape: [null], dtype: 'string' },
  output: { shape: [null, 64], dtype: 'float32' },
  signatures: {
    serving_default: {
      inputs: { texts: { shape: [null], dtype: 'string' } },
      outputs: { vectors: { shape: [null, 64], dtype: 'float32' } },
    },
  },
};
const modules: { [handle: string]: HubModule } = {
  'models/words': words,
  'models/signatures-only': { format: 'tf2', isCallable: false, signatures: words.signatures },
  'models/waves': {
    format: 'tf2',
    isCallable: true,
    input: { shape: [null], dtype: 'float32' },
    output: { shape: [null, 521], dtype: 'float32' },
  },
  'models/pictures': {
    format: 'tf2',
    isCallable: true,
    input: { shape: [null, 299, 299, 3], dtype: 'float32' },
    output: { shape: [null, 8], dtype: 'float32' },
  },
  'models/any-rank': {
    format: 'tf2',
    isCallable: true,
    input: { shape: null, dtype: 'float32' },
    output: { shape: null, dtype: 'float32' },
  },
  'https://tfhub.dev/google/nnlm-en-dim128/2': words,
};
const head = 'import tensorflow as tf\nimport tensorflow_hub as hub\n';
const read = async (text: string) =>
  readProgram('program.py', head + text, { parser: await testParser(), workspace: { module: handle => modules[handle] } });

describe('programs whose module is on disk', () => {
  const shapes: { [text: string]: (number | null)[] } = {
    'y = hub.KerasLayer("models/words")(tf.constant(["a", "b"]))': [2, 64],
    'y = hub.load("models/words")(tf.constant(["a", "b"]))': [2, 64],
    'y = hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim128/2")(tf.constant(["a"]))': [1, 64],
    'y = hub.KerasLayer("models/words", signature="serving_default", output_key="vectors")(tf.constant(["a"]))': [1, 64],
    'y = hub.KerasLayer("models/words", signature="serving_default", signature_outputs_as_dict=True)(tf.constant(["a"]))["vectors"]': [
      1, 64,
    ],
    'y = hub.load("models/waves")(tf.zeros([16000]))': [null, 521],
    'y = hub.load("models/pictures")(tf.zeros([4, 299, 299, 3]))': [4, 8],
  };
  for (const [text, shape] of Object.entries(shapes))
    it(text, async () => {
      const { assignments, diagnostics } = await read(text);
      assert.deepEqual(diagnostics, []);
      assert.deepEqual(typeJson(assignments[assignments.length - 1].value), { shape, dtype: 'float32' });
    });

  it('of any rank says nothing of the shape', async () =>
    assert.deepEqual((await read('y = hub.load("models/any-rank")(tf.zeros([2]))')).diagnostics, []));

  const mistakes: { text: string; rule: string; level: string; message: RegExp }[] = [
    { text: 'hub.KerasLayer("models/words")(tf.constant([1, 2]))', rule: 'hub-input', level: 'error', message: /takes string \(None,\)/ },
    {
      text: 'hub.KerasLayer("models/words", signature="other", output_key="vectors")',
      rule: 'hub-signature',
      level: 'error',
      message: /has the signatures 'serving_default', not 'other'/,
    },
    {
      text: 'hub.KerasLayer("models/signatures-only")',
      rule: 'hub-signature',
      level: 'error',
      message: /cannot be called by itself: name one of its signatures, 'serving_default'/,
    },
    {
      text: 'hub.KerasLayer("models/words", signature="serving_default", output_key="x")(tf.constant(["a"]))',
      rule: 'hub-output-key',
      level: 'error',
      message: /has no output 'x'; it has 'vectors'/,
    },
    {
      text: 'hub.KerasLayer("models/pictures")(tf.zeros([4, 224, 224, 3]))',
      rule: 'image-size',
      level: 'warning',
      message: /299 x 299, and gets 224 x 224/,
    },
    {
      text: 'hub.KerasLayer("models/pictures")(tf.zeros([4, 299, 299, 1]))',
      rule: 'hub-input',
      level: 'error',
      message: /takes float32 \(None, 299, 299, 3\)/,
    },
    {
      text: 'hub.KerasLayer("models/waves")(tf.zeros([1, 16000]))',
      rule: 'hub-input',
      level: 'error',
      message: /and gets float32 \(1, 16000\) \(None is the batch\)\.$/,
    },
  ];
  for (const { text, rule, level, message } of mistakes)
    it(text, async () => {
      const { diagnostics } = await read(text);
      assert.deepEqual(
        diagnostics.map(diagnostic => [diagnostic.rule, diagnostic.level]),
        [[rule, level]],
      );
      assert.match(diagnostics[0].message, message);
    });
});
