import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readProgram } from '../../../../src/check/read/program';
import { layerState } from '../../../../src/rules/layers/layer';
import { weightsOf } from '../../../../src/rules/layers/weights';
import { layerCalls } from '../../../../src/rules/models/graph';
import { modelState } from '../../../../src/rules/models/model';
import { inProject } from '../../../root';
import { testParser } from '../../python/parser';

interface Recorded {
  call: string;
  layers: number;
  trainable: number;
  frozen: number;
  digest: string;
}

/** Layers, their shapes and weights in Keras (test/python/networks.py). */
const recorded: Recorded[] = JSON.parse(readFileSync(inProject('test/data/networks.json'), 'utf8'));

const python = (size: number | null): string => (size === null ? 'None' : String(size));

describe('a network of keras.applications has the layers of Keras', () => {
  for (const { call, ...expected } of recorded) {
    it(call, async () => {
      const source = `import keras\nmodel = keras.applications.${call}\n`;
      const { assignments } = readProgram('main.py', source, { parser: await testParser() });
      const state = modelState(assignments.at(-1)?.value ?? { kind: 'none' });
      assert(state);
      const calls = layerCalls(state.outputs, state.inputs);
      const layers = calls.map(({ args }) => layerState(args.self));
      const lines = layers.map(layer => {
        const shape = layer?.output.kind === 'tensor' ? (layer.output.type.shape ?? []) : [];
        return `${layer?.class.split('.').at(-1)} ${layer?.name} [${shape.map(python).join(', ')}]`;
      });
      const counts = layers.map(layer => layer && weightsOf(layer));
      const sum = (kind: 'trainable' | 'frozen'): number => counts.reduce((total, count) => total + (count?.[kind] ?? 0), 0);
      assert.deepEqual(
        {
          layers: layers.length,
          trainable: sum('trainable'),
          frozen: sum('frozen'),
          digest: createHash('sha1').update(lines.sort().join('\n')).digest('hex'),
        },
        { layers: expected.layers, trainable: expected.trainable, frozen: expected.frozen, digest: expected.digest },
        lines[0],
      );
    });
  }
});
