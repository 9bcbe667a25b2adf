import { strict as assert } from 'node:assert';
import { describeListed, differences } from '../../../src/hub/describe';
import { moduleOf } from '../../../src/hub/module';
import { moduleFromFacts, withCatalogue } from '../../../src/hub/module-facts';
import type { SavedModelFacts, Structure } from '../../../src/hub/saved-model/facts';

const tensor = (dtype: string, ...shape: (number | null)[]) => ({ dtype, shape });
const facts = (more: Partial<SavedModelFacts>): SavedModelFacts => ({
  format: 'tf2',
  tensorflow: '2.21.0',
  graphs: [['serve']],
  signatures: {},
  endpoints: {},
  callable: null,
  assets: [],
  variables: [],
  parameters: 0,
  trainable: 0,
  ops: {},
  customOps: [],
  problems: [],
  notes: [],
  ...more,
});
const traced = (...traces: [takes: Structure, gives: Structure][]): SavedModelFacts =>
  facts({
    callable: {
      parameters: ['x'],
      defaults: {},
      traces: traces.map(([takes, outputs]) => ({ positional: [takes], keywords: {}, outputs })),
    },
  });
const words = { tensor: tensor('string', null) };
const vector = (width: number): Structure => ({ tensor: tensor('float32', null, width) });

describe('what rules know of a module on disk', () => {
  it('is what all traces of its call have in common', () => {
    const image = (size: number): Structure => ({ tensor: tensor('float32', null, size, size, 3) });
    const { input, output, isCallable } = moduleFromFacts(traced([image(224), vector(8)], [image(299), vector(8)]));
    assert.deepEqual(
      { input, output, isCallable },
      { input: tensor('float32', null, null, null, 3), output: tensor('float32', null, 8), isCallable: true },
    );
  });

  it('is nothing where the traces take or give different things', () => {
    const both = moduleFromFacts(traced([words, vector(8)], [{ fields: { a: words } }, { other: 'RaggedTensorSpec' }]));
    assert.equal(both.input, undefined);
    assert.equal(both.output, undefined);
  });

  it('is tensors by name where it gives several', () => {
    const { output } = moduleFromFacts(
      traced([words, { fields: { pooled: vector(8), sequence: { tensor: tensor('float32', null, null, 8) } } }]),
    );
    assert.deepEqual(output, { pooled: tensor('float32', null, 8), sequence: tensor('float32', null, null, 8) });
  });

  it('leaves out a signature side with a dtype that programs do not have', () => {
    const { signatures } = moduleFromFacts(
      facts({ signatures: { s: { inputs: { x: tensor('qint8', 1) }, outputs: { y: tensor('float32', 1) } } } }),
    );
    assert.deepEqual(signatures, { s: { outputs: { y: tensor('float32', 1) } } });
  });

  const elmoLike = facts({
    signatures: { default: { inputs: { strings: tensor('string', null) }, outputs: { default: tensor('float32', null, 1024) } } },
  });

  it('of the TF1 Hub format calls the signature "default"', () => {
    const { format, input, output } = moduleFromFacts({ ...elmoLike, format: 'tf1-hub' });
    assert.deepEqual(
      { format, input, output },
      { format: 'tf1', input: tensor('string', null), output: { default: tensor('float32', null, 1024) } },
    );
  });

  it('counts as of the TF1 Hub format where the catalogue has it so and it was saved anew', () => {
    const onDisk = moduleFromFacts(elmoLike);
    assert.equal(onDisk.isCallable, false);
    assert.equal(withCatalogue(onDisk, moduleOf('https://tfhub.dev/google/elmo/3')).format, 'tf1');
    assert.equal(withCatalogue(onDisk, undefined).format, 'tf2');
  });

  it('wins over the catalogue, and a difference is said', () => {
    const handle = 'https://tfhub.dev/google/nnlm-en-dim128/2';
    assert.deepEqual(differences(handle, traced([words, vector(128)])), []);
    assert.deepEqual(differences(handle, traced([words, vector(64)])), [
      'The module on disk gives float32 (None, 64); the catalogue has float32 (None, 128) for this handle.',
    ]);
    assert.deepEqual(withCatalogue(moduleFromFacts(traced([words, vector(64)])), moduleOf(handle)).output, tensor('float32', null, 64));
  });
});

describe('what the catalogue knows of a handle', () => {
  it('is given as signatures', () => {
    assert.deepEqual(describeListed('https://tfhub.dev/google/nnlm-en-dim50/2'), {
      format: 'tf2',
      signatures: { serving_default: { inputs: { input: tensor('string', null) }, outputs: { output: tensor('float32', null, 50) } } },
    });
    assert.deepEqual(Object.keys(describeListed('https://tfhub.dev/google/elmo/3')?.signatures ?? {}), ['default', 'tokens']);
    assert.equal(describeListed('https://tfhub.dev/nobody/nothing/1'), undefined);
  });
});
