import assert from 'node:assert/strict';
import { readProgram } from '../../../src/check/read/program';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic';
import { layerState } from '../../../src/rules/layers/layer';
import { weightsOf } from '../../../src/rules/layers/weights';
import { testParser } from '../python/parser';
import { judgeAll, readCases } from './judge';

const cases = readCases('rules/layers.jsonl');

const findingsOf = async (source: string): Promise<readonly Diagnostic[]> =>
  readProgram('case.py', source, { parser: await testParser() }).diagnostics;

describe('layers', () => {
  it('give what Keras gives, and raise where Keras raises', async function () {
    this.timeout(60_000);
    const { count, wrong, summary } = judgeAll(cases, await testParser());
    assert.deepEqual(wrong, [], summary);
    const errors = count('error found') + count('error missed') + count('error elsewhere');
    const shapes = count('shape agrees') + count('shape unknown');
    assert.ok(count('error found') >= 0.97 * errors && count('shape agrees') >= 0.98 * shapes, summary);
  });

  it('have as many weights as in Keras', async () => {
    const parser = await testParser();
    for (const { source, weights } of cases) {
      if (weights === undefined) continue;
      const { assignments } = readProgram('case.py', `${source}\ncount = layer.count_params()\n`, { parser });
      const last = (name: string) => assignments.findLast(assignment => assignment.name === name)?.value;
      const layer = last('layer');
      const state = layer && layerState(layer);
      if (state !== undefined) assert.deepEqual(weightsOf(state), weights, source);
      const count = last('count');
      if (count?.kind === 'int') assert.equal(count.value, weights.trainable + weights.frozen, source);
      else assert.equal(layer?.kind, 'instance', source);
    }
  });
});

const head = 'import keras\nfrom keras import layers\nimport settings\nn = settings.n()\n';

describe('layers of which not everything is known', () => {
  const silent: readonly string[] = [
    'y = layers.Dense(3)(layers.Reshape((4, n))(keras.Input((8, 4))))',
    'y = layers.LSTM(3)(layers.LSTM(n, return_sequences=True)(keras.Input((8, 4))))',
    'o, s = layers.GRU(n, return_state=True)(keras.Input((8, 4)))\ny = layers.Dense(3)(s)',
    'y = layers.LSTM(2)(layers.TimeDistributed(layers.Dense(n))(keras.Input((8, 4))))',
    'y = layers.Dense(3)(keras.Input((n,)))',
    'y = layers.LSTM(3)(keras.Input((None, n)))',
    'y = layers.Dense(4)(layers.Flatten()(layers.Embedding(10, n)(keras.Input((5,)))))',
    'y = layers.BatchNormalization()(layers.Conv2D(n, 3)(keras.Input((None, None, 3))))',
    'y = layers.Dot(axes=2)([keras.Input((20, n)), keras.Input((20, 5))])',
    'y = layers.Conv2D(8, 3, **settings.more())(keras.Input((2, 2, 3)))',
    'y = layers.MaxPooling2D(n)(keras.Input((2, 2, 3)))',
    'y = layers.Dense(**settings.more())(keras.Input((2, 2, 3)))',
    'y = layers.Convolution2D(8, 3, 3, border_mode="same")(keras.Input((2, 2, 3)))\nz = layers.Conv2D(8, 9)(keras.Input((2, 2, 3)))',
    'try:\n    y = layers.LSTM(3)(keras.Input((2,)))\nexcept ValueError:\n    y = None',
  ];
  for (const source of silent) {
    it(source.split('\n')[0], async () => assert.deepEqual(await findingsOf(`${head}${source}\n`), []));
  }
});

describe('fixes of layers', () => {
  const mended: readonly string[] = [
    'model = keras.Sequential([\n    keras.Input(shape=(20, 4)),\n    layers.LSTM(8),\n    layers.LSTM(8),\n])',
    'x = layers.LSTM(8, return_sequences=False)(keras.Input((20, 4)))\nx = layers.Dropout(0.2)(x)\nx = layers.Conv1D(3, 2)(x)',
    'x = keras.Input(shape=(100, 20, 4))\nx = layers.LSTM(8)(x)',
    'model = keras.Sequential()\nmodel.add(layers.LSTM(8, input_shape=(100, 20, 4)))\nmodel.add(layers.Dense(1))',
    'x = keras.Input(shape=(28, 28))\nx = layers.Conv2D(8, 3)(x)',
    'x = keras.Input(shape=(8,))\nx = layers.Conv1D(8, 3)(x)',
  ];

  /** The text with the edits of a diagnostic's first fix made, from the last to the first. */
  const applied = (text: string, { fixes = [] }: Diagnostic): string => {
    const lines = text.split('\n');
    const offset = (line: number, column: number) => lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
    const edits = fixes[0].edits.map(({ span, text: put }) => ({
      from: offset(span.line, span.column),
      to: offset(span.endLine, span.endColumn),
      put,
    }));
    return edits.sort((a, b) => b.from - a.from).reduce((now, { from, to, put }) => now.slice(0, from) + put + now.slice(to), text);
  };

  for (const source of mended) {
    it(source.split('\n').slice(-1)[0], async () => {
      const text = `${head}${source}\n`;
      const diagnostics = await findingsOf(text);
      assert.equal(diagnostics.length, 1);
      assert.deepEqual(await findingsOf(applied(text, diagnostics[0])), []);
    });
  }
});
