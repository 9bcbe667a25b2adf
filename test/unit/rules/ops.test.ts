import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/read/program';
import { arrayFunctions } from '../../../src/rules/ops/table';
import { testParser } from '../python/parser';
import { judgeAll, readCases } from './judge';

const head = 'import tensorflow as tf\nimport keras\nimport numpy as np\nimport settings\nn = settings.n()\n';

const findingsOf = async (source: string) => readProgram('case.py', head + source, { parser: await testParser() }).diagnostics;

describe('operations on tensors and arrays', () => {
  it('give what TensorFlow, Keras and NumPy give, and raise where they raise', async function () {
    this.timeout(60_000);
    const { count, wrong, summary } = judgeAll(readCases('rules/ops.jsonl'), await testParser());
    assert.deepEqual(wrong, [], summary);
    const errors = count('error found') + count('error missed') + count('error elsewhere');
    const shapes = count('shape agrees') + count('shape unknown');
    assert.ok(count('error found') >= 0.9 * errors && count('shape agrees') >= 0.96 * shapes, summary);
  });

  it('of NumPy bind their own parameters, which no signature table has', () => {
    for (const [name, row] of Object.entries(arrayFunctions)) assert.ok(typeof row !== 'function' && row.parameters, name);
  });
});

describe('operations on what is not known', () => {
  const silent: readonly string[] = [
    'y = tf.reshape(n, [2, 3]) + tf.ones([3])',
    'y = np.zeros((n, 4)).reshape(3, 5)',
    'y = np.load("a.npy")[0, 1, 2, 3]',
    'y = tf.concat([tf.ones([n, 3]), tf.ones([2, 3])], axis=1)',
    'x = np.zeros((3, 4))\nx[0] = 1\ny = tf.reshape(x, [int(x[0, 0]), n])',
    'shape = np.array([2, 3])\nshape[0] = 6\ny = np.zeros((6, 3)).reshape(shape)',
    'y = tf.ones([2, 3]) @ tf.ones([n, 4])',
    'y = tf.split(tf.ones([n, 3]), 2)',
    'x = tf.ones([3])\nx = settings.change(x)\ny = x[0, 0, 0]',
    'ds = tf.data.Dataset.range(3)\nfor x in ds:\n    print(x.numpy(), int(x), bool(x))',
    '@tf.function\ndef f(x):\n    if tf.reduce_sum(x) > 0:\n        return x\n    return -x\ny = f(tf.ones([2])).numpy()',
    '@tf.function\ndef f(x):\n    for i in tf.range(int(x[0])):\n        x = x + 1\n    return x\ny = f(tf.ones([2]))',
    'y = tf.data.Dataset.range(3).map(lambda x: tf.py_function(lambda v: v.numpy(), [x], tf.int64))',
    'import tf_keras\ny = tf.reduce_mean(tf_keras.Input((3,)), axis=1)',
    'try:\n    y = tf.ones([2]) + tf.ones([3])\nexcept Exception:\n    y = None',
  ];
  for (const source of silent) {
    it(`reports nothing: ${source.split('\n').at(-1)}`, async () => {
      assert.deepEqual(
        (await findingsOf(source)).filter(({ level }) => level === 'error'),
        [],
      );
    });
  }
});

describe('a mistake in an operation', () => {
  const cases: readonly (readonly [source: string, rule: string, says: RegExp])[] = [
    ['y = tf.ones([4, 6])[0, 0, 0]', 'index-rank', /3 parts .* \(4, 6\).*Index out of range/],
    ['y = keras.Input((16,))[:, -2:, :]', 'index-rank', /\(None, 16\).*to many indices/],
    ['y = np.zeros((3, 4))[5]', 'op-shape', /Index 5 .* size 3/],
    ['y = tf.reshape(tf.ones([4, 6]), [5, -1])', 'reshape-size', /24 elements .*no multiple of 5/],
    ['y = np.zeros((3, 4)).reshape(5, 2)', 'reshape-size', /\.reshape: .*12 elements/],
    ['y = tf.concat([tf.ones([2, 3]), tf.ones([2, 4])], axis=0)', 'op-shape', /axis 1 has 3 and 4/],
    ['y = tf.constant([1]) + tf.constant([1.5])', 'op-dtype', /int32 .* float32.*tf\.cast/],
    ['y = tf.exp(tf.constant([1]))', 'op-dtype', /int32 .*floats only/],
    ['y = tf.ones([2, 3]) @ tf.ones([2, 4])', 'op-shape', /do not multiply/],
    ['x = keras.Input((3,))\nif x > 0:\n    y = 1', 'symbolic-value', /truth value/],
    ['y = float(keras.Input((3,)))', 'symbolic-value', /float\(\)/],
    ['y = tf.reduce_mean(keras.Input((3,)))', 'symbolic-value', /tf\.reduce_mean/],
    ['y = np.mean(keras.Input((3,)))', 'symbolic-value', /np\.mean/],
    ['ds = tf.data.Dataset.range(3).map(lambda x: x.numpy())', 'symbolic-value', /traced/],
    ['@tf.function\ndef f(x):\n    return x.numpy()\ny = f(tf.ones([2]) + 1)', 'symbolic-value', /traced/],
  ];
  for (const [source, rule, says] of cases) {
    it(`is told: ${source.split('\n').at(-1)}`, async () => {
      const [diagnostic] = (await findingsOf(source)).filter(({ level }) => level === 'error');
      assert.equal(diagnostic?.rule, rule);
      assert.match(diagnostic.message, says);
    });
  }
});
