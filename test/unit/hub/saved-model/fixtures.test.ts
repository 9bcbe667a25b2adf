import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { folderOnDisk } from '../../../../src/hub/node-module-folder';
import type { SavedModelFacts } from '../../../../src/hub/saved-model/facts';
import { readSavedModel } from '../../../../src/hub/saved-model/read';
import { inProject } from '../../../root';

/** What TensorFlow 2.21 says of each module: signatures by name, whether the object is callable, shapes of the variables. */
const tensorflow = JSON.parse(readFileSync(inProject('test/data/modules/tensorflow.json'), 'utf8')) as {
  [module: string]: {
    signatures: SavedModelFacts['signatures'];
    callable: boolean;
    /** Numbers in `trainable_variables` of the loaded object; 0 where it has none. */
    trainable: number;
    variables: { [name: string]: number[] };
  };
};

async function factsOf(module: string): Promise<SavedModelFacts> {
  const reading = await readSavedModel(folderOnDisk(inProject(`test/data/modules/${module}`)));
  assert.ok('facts' in reading, JSON.stringify(reading));
  return reading.facts;
}

describe('a SavedModel on disk', () => {
  for (const [module, expected] of Object.entries(tensorflow))
    it(`${module}: signatures, callable and variables are what TensorFlow says`, async () => {
      const { signatures, callable, variables, trainable, format, problems, customOps } = await factsOf(module);
      assert.deepEqual(signatures, expected.signatures);
      assert.equal(callable !== null, expected.callable);
      assert.equal(trainable, expected.trainable);
      assert.deepEqual(Object.fromEntries(variables.map(({ name, shape }) => [name, shape])), expected.variables);
      assert.deepEqual({ format, problems, customOps }, { format: 'tf2', problems: [], customOps: [] });
    });

  it('has the traces of its __call__, with the default values of its arguments', async () => {
    const { callable } = await factsOf('pictures');
    assert.deepEqual(callable, {
      parameters: ['images', 'training'],
      defaults: { training: { value: false } },
      traces: [
        {
          positional: [{ tensor: { dtype: 'float32', shape: [null, null, null, 3] } }, { tensor: { dtype: 'bool', shape: [] } }],
          keywords: {},
          outputs: { tensor: { dtype: 'float32', shape: [null, 12] } },
        },
      ],
    });
  });

  it('has its assets, its parameters and its operations, those of functions included', async () => {
    const { assets, parameters, ops, tensorflow: version } = await factsOf('words-dim128');
    assert.deepEqual(assets, ['assets/tokens.txt']);
    assert.equal(parameters, 4001 * 128);
    assert.equal(ops.ResourceGather, 2);
    assert.equal(version, '2.21.0');
  });
});
