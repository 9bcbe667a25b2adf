import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Called, nativeCall } from '../../../../src/hub/native-call';
import { folderOnDisk } from '../../../../src/hub/node-module-folder';
import { readSavedModel } from '../../../../src/hub/saved-model/read';
import type { ModulePlan } from '../../../../src/plan/plan';
import { loadedModule, type RunModule } from '../../../../src/train/hub/module';
import { moduleEngine } from '../../../../src/train/hub/session';
import { allocate, type Element, type ElementType, NdArray, type NumberType } from '../../../../src/train/input/array';
import { inProject } from '../../../root';
import { useNativeModules } from './native';

/** What TensorFlow gives when it calls a module; written by test/python/hub_modules.py. */
interface Recorded {
  module: string;
  /** Null where the object itself is called. */
  signature: string | null;
  inputs: Tensors;
  outputs: Tensors;
}
interface Tensor {
  dtype: string;
  shape: number[];
  /** NaN is null. */
  values: (number | string | boolean | null)[];
}
type Tensors = Tensor | { [name: string]: Tensor };

const modules = inProject('test/data/modules');
const read = (path: string): Recorded[] => JSON.parse(readFileSync(path, 'utf8')) as Recorded[];
/** Other modules and what TensorFlow gives for them, "FOLDER:FILE": the large ones are not kept here. */
const [moreFolder, moreFile] = process.env.MODULE_OUTPUTS?.split(':') ?? [];
const recorded = [
  ...read(join(modules, 'outputs.json')).map(call => ({ ...call, folder: modules })),
  ...(moreFile ? read(moreFile).map(call => ({ ...call, folder: moreFolder })) : []),
];

const isTensor = (tensors: Tensors): tensors is Tensor => typeof tensors.dtype === 'string';
const mapped = <T>(tensors: Tensors, make: (tensor: Tensor) => T): T | { [name: string]: T } =>
  isTensor(tensors) ? make(tensors) : Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, make(tensor)]));

function arrayOf({ dtype, shape, values }: Tensor): NdArray {
  if (dtype === 'string')
    return new NdArray(
      'string',
      shape,
      values.map(value => new TextEncoder().encode(String(value))),
    );
  const data = allocate(dtype as NumberType, values.length);
  values.forEach((value, i) => {
    data[i] = Number(value);
  });
  return new NdArray(dtype as ElementType, shape, data);
}

async function planOf(folder: string, module: string, called: Called): Promise<ModulePlan> {
  const reading = await readSavedModel(folderOnDisk(join(folder, module)));
  assert.ok('facts' in reading, JSON.stringify(reading));
  const call = nativeCall({ folder: join(folder, module), facts: reading.facts }, called);
  assert.ok(!('refused' in call), JSON.stringify(call));
  return { handle: module, ...call };
}

const calledBy = (signature: string | null): Called => (signature === null ? { object: true } : { signature });

function assertEqual(given: Element, expected: Tensors): void {
  if (!isTensor(expected)) {
    assert.deepEqual(Object.keys(given).sort(), Object.keys(expected).sort());
    for (const [name, tensor] of Object.entries(expected)) assertEqual((given as { [name: string]: Element })[name], tensor);
    return;
  }
  assert.ok(given instanceof NdArray);
  assert.deepEqual([given.dtype, given.shape], [expected.dtype, expected.shape]);
  expected.values.forEach((value, i) => {
    const own = given.data[i];
    if (typeof value === 'string') assert.equal(new TextDecoder().decode(own as Uint8Array), value);
    else if (value === null) assert.ok(Number.isNaN(own), `value ${i}: ${own}`);
    else assert.ok(Math.abs(Number(own) - Number(value)) <= 1e-5, `value ${i}: ${own} and not ${value}`);
  });
}

const strings = (...texts: string[]): NdArray =>
  new NdArray(
    'string',
    [texts.length],
    texts.map(text => new TextEncoder().encode(text)),
  );

describe('a Hub module on native TensorFlow', function () {
  this.timeout(60_000);
  before(function () {
    if (!useNativeModules()) this.skip();
  });

  for (const { folder, module, signature, inputs, outputs } of recorded)
    it(`${module}, ${signature ?? 'called itself'}: gives what TensorFlow gives`, async () => {
      const run = loadedModule(await planOf(folder, module, calledBy(signature)));
      const given = mapped(inputs, arrayOf) as Element;
      assertEqual(run(given), outputs);
      assertEqual(run(given), outputs);
    });

  const refused: { name: string; module: string; signature: string | null; inputs: Element; problem: RegExp }[] = [
    {
      name: 'images of another number of channels',
      module: 'pictures',
      signature: null,
      inputs: new NdArray('float32', [1, 4, 4, 1], new Float32Array(16)),
      problem: /^pictures takes float32 \[None, None, None, 3\] and gets float32 \[1, 4, 4, 1\]$/,
    },
    {
      name: 'ids in place of texts',
      module: 'words',
      signature: null,
      inputs: new NdArray('int64', [2], new Float64Array(2)),
      problem: /^words takes string \[None\] and gets int64 \[2\]$/,
    },
    {
      name: 'a batch of lists',
      module: 'words',
      signature: null,
      inputs: new NdArray('string', [1, 1], [new Uint8Array()]),
      problem: /gets string \[1, 1\]/,
    },
    {
      name: 'a dictionary without an input',
      module: 'run-encoder',
      signature: null,
      inputs: { input_word_ids: new NdArray('int32', [1, 1], new Int32Array(1)) },
      problem: /^run-encoder takes "input_mask" and gets a dictionary of input_word_ids$/,
    },
    {
      name: 'one tensor in place of a dictionary',
      module: 'run-encoder',
      signature: null,
      inputs: strings('a'),
      problem: /gets one tensor$/,
    },
  ];
  for (const { name, module, signature, inputs, problem } of refused)
    it(`is not run with ${name}`, async () => {
      const run = loadedModule(await planOf(modules, module, calledBy(signature)));
      assert.throws(() => run(inputs), { message: problem });
    });

  it('that is gone, or that TensorFlow cannot load, is said in a sentence', async () => {
    const plan = await planOf(modules, 'words', { object: true });
    assert.throws(() => loadedModule({ ...plan, folder: '/nowhere' }), { message: /the folder of words is gone: \/nowhere/ });
    assert.throws(() => loadedModule({ ...plan, tags: ['no such tag'] }), { message: /^words cannot be loaded: [^\n]+$/ });
  });
});

describe('what a frozen module gave', () => {
  /** A module that counts the rows it computes: twice the number, or the distance to the mean of the batch. */
  async function counting(of: 'row' | 'batch', work: (run: RunModule, rows: () => number) => void): Promise<void> {
    const plan = await planOf(modules, 'run-centred', { object: true });
    const { load } = moduleEngine;
    let rows = 0;
    moduleEngine.load = () => ({
      run: ([{ array }]) => {
        const values = array.data as Float32Array;
        rows += array.shape[0];
        const mean = of === 'row' ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
        return [
          new NdArray(
            'float32',
            array.shape,
            values.map(value => 2 * (value - mean)),
          ),
        ];
      },
    });
    try {
      work(loadedModule({ ...plan, handle: `counting ${of} ${Math.random()}` }), () => rows);
    } finally {
      moduleEngine.load = load;
    }
  }
  const batch = (...values: number[]): NdArray => new NdArray('float32', [values.length / 2, 2], Float32Array.from(values));

  it('for a row is not computed again in another batch', () =>
    counting('row', (run, rows) => {
      assert.deepEqual(Array.from((run(batch(1, 2, 3, 4)) as NdArray).data as Float32Array), [2, 4, 6, 8]);
      const before = rows();
      assert.deepEqual(Array.from((run(batch(3, 4, 5, 6, 1, 2)) as NdArray).data as Float32Array), [6, 8, 10, 12, 2, 4]);
      assert.deepEqual(Array.from((run(batch(5, 6, 5, 6)) as NdArray).data as Float32Array), [10, 12, 10, 12]);
      assert.equal(rows() - before, 1);
    }));

  it('for a batch is computed anew where its rows depend on each other', () =>
    counting('batch', (run, rows) => {
      for (const _ of [1, 2]) {
        const before = rows();
        assert.deepEqual(Array.from((run(batch(1, 2, 3, 4)) as NdArray).data as Float32Array), [-3, -1, 1, 3]);
        assert.ok(rows() - before >= 2);
      }
    }));
});
