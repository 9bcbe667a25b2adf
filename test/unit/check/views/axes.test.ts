import assert from 'node:assert/strict';
import { readProgram } from '../../../../src/check/read/program';
import { axisNames } from '../../../../src/check/views/axes';
import { testParser } from '../../python/parser';

describe('names of axes', () => {
  const named: readonly [input: string, layer: string, names: readonly string[] | undefined][] = [
    ['(28, 20, 3)', 'Conv2D(4, 3)', ['batch', 'row', 'column', 'channel']],
    ['(28, 20, 3)', 'Conv2D(4, 3, data_format="channels_first")', undefined],
    ['(28, 20, 3)', 'ZeroPadding2D()', ['batch', 'row', 'column', 'channel']],
    ['(9, 28, 20, 3)', 'MaxPool3D()', ['batch', 'plane', 'row', 'column', 'channel']],
    ['(28, 20, 3)', 'GlobalAveragePooling2D()', ['batch', 'channel']],
    ['(28, 20, 3)', 'GlobalAveragePooling2D(keepdims=True)', ['batch', 'row', 'column', 'channel']],
    ['(9, 5)', 'Conv1D(4, 3)', ['batch', 'step', 'channel']],
    ['(9, 5)', 'LSTM(4)', ['batch', 'units']],
    ['(9, 5)', 'Bidirectional(layers.LSTM(4, return_sequences=True))', ['batch', 'step', 'units']],
    ['(9,)', 'Embedding(100, 8)', ['batch', 'position', 'vector']],
    ['(9,)', 'Dense(2)', ['batch', 'units']],
    ['(9, 5)', 'Reshape((5, 9))', undefined],
  ];
  for (const [input, layer, names] of named)
    it(`${layer} of ${input}: ${names ?? 'not known'}`, async () => {
      const source = `import keras\nfrom keras import layers\ny = layers.${layer}(keras.Input(${input}))\n`;
      const y = readProgram('case.py', source, { parser: await testParser() }).assignments.at(-1)?.value;
      assert.ok(y?.kind === 'tensor');
      assert.deepEqual(axisNames(y), names);
    });
});
