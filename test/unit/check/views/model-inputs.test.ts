import { strict as assert } from 'node:assert';
import { modelInputs } from '../../../../src/check/views/model-inputs';
import type { Target } from '../../../../src/compatibility/target';
import { printType } from '../../../../src/tensor/type';
import { reading } from '../reading';

/** Kind, what it takes and line of what features are fed into. */
const inputsOf = async (source: string): Promise<[Target['kind'], string, number][]> =>
  modelInputs(await reading(source), 'main.py').map(({ target, span }) => [target.kind, printType(target.takes, true), span.line]);

const HUB = 'import tensorflow_hub as hub, tf_keras\n';

const cases: readonly { name: string; source: string; inputs: [Target['kind'], string, number][] }[] = [
  {
    name: 'an embedding behind an input takes its shape, and the input is not listed twice',
    source: 'm = keras.Sequential([layers.Input((48,), dtype="int64"), layers.Embedding(50, 4), layers.Flatten()])\n',
    inputs: [['embedding', 'int64 (batch, 48)', 2]],
  },
  {
    name: 'an embedding without an input takes any shape',
    source: 'm = keras.Sequential([layers.Embedding(50, 4)])\n',
    inputs: [['embedding', 'int64 <unknown>', 2]],
  },
  {
    name: 'a Dense layer takes what its input has',
    source: 'm = keras.Sequential([layers.Input((15,)), layers.Dense(4)])\n',
    inputs: [['input', 'float32 (batch, 15)', 2]],
  },
  {
    name: 'inputs of a graph, each with what it feeds',
    source:
      'a = keras.Input((6,))\nb = keras.Input((9,), dtype="int32")\ne = layers.Embedding(50, 4)(b)\nx = layers.Concatenate()([layers.Flatten()(e), a])\nm = keras.Model([a, b], layers.Dense(2)(x))\n',
    inputs: [
      ['input', 'float32 (batch, 6)', 2],
      ['embedding', 'int64 (batch, 9)', 4],
    ],
  },
  {
    name: 'an input that feeds an embedding and something else is listed too',
    source: 'b = keras.Input((9,))\nm = keras.Model(b, [layers.Embedding(50, 4)(b), layers.Dense(2)(b)])\n',
    inputs: [
      ['input', 'float32 (batch, 9)', 2],
      ['embedding', 'int64 (batch, 9)', 3],
    ],
  },
  {
    name: 'ids that a layer makes are not the records’ own',
    source:
      'm = keras.Sequential([layers.Input((), dtype="string"), layers.TextVectorization(50, output_sequence_length=7), layers.Embedding(50, 4)])\n',
    inputs: [['input', 'string (batch,)', 2]],
  },
  {
    name: 'a Hub layer',
    source: `${HUB}m = tf_keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim128/2", input_shape=[], dtype=tf.string), tf_keras.layers.Dense(2)])\n`,
    inputs: [['text', 'string (batch,)', 3]],
  },
  { name: 'no model', source: 'y = 1\n', inputs: [] },
];

describe('what the models of a program take', () => {
  for (const { name, source, inputs } of cases) it(name, async () => assert.deepEqual(await inputsOf(source), inputs));

  it('has the rows and the width of an embedding', async () => {
    const [{ target, model }] = modelInputs(await reading('m = keras.Sequential([layers.Embedding(50, 4)])\n'), 'main.py');
    assert.ok(target.kind === 'embedding');
    assert.deepEqual([model, target.rows, target.width], ['m', 50, 4]);
  });
});
