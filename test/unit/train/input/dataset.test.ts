import assert from 'node:assert/strict';
import type { DatasetPlan, Site, TracedFunction } from '../../../../src/plan/plan';
import { type Element, NdArray } from '../../../../src/train/input/array';
import { buildDataset } from '../../../../src/train/input/build-dataset';
import { elementsOf } from '../../../../src/train/input/dataset';
import { inProject } from '../../../root';

const site: Site = { path: 'data.py', line: 7, column: 1 };
const samples = inProject('samples');
const context = { workingDirectory: samples, seed: 1, warn: () => undefined };

const range = (count: number, from = 0): DatasetPlan => ({
  op: 'tensor_slices',
  values: { leaf: { spec: { shape: [count], dtype: 'int64' }, data: Array.from({ length: count }, (_, i) => from + i) } },
  site,
});
const apply = (op: string, value: number): TracedFunction => ({
  nodes: [
    { id: 0, op: 'parameter', args: { index: { value: 0 } }, site },
    { id: 1, op, args: { a: { node: 0 }, b: { value } }, site },
  ],
  result: { leaf: { node: 1 } },
});
const batch = (input: DatasetPlan, size: number, dropRemainder = false): DatasetPlan => ({ op: 'batch', input, size, dropRemainder, site });

/** Arrays as numbers and lists. */
function plain(element: Element): unknown {
  if (element instanceof NdArray) return element.shape.length === 0 ? element.data[0] : [...element.data];
  return Array.isArray(element)
    ? element.map(plain)
    : Object.fromEntries(Object.entries(element).map(([name, value]) => [name, plain(value as Element)]));
}

async function collect(plan: DatasetPlan, most = 100): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const element of elementsOf(buildDataset(plan, context))) {
    found.push(plain(element));
    if (found.length === most) break;
  }
  return found;
}

const pipelines: [string, DatasetPlan, unknown[]][] = [
  ['map', { op: 'map', input: range(3), fn: apply('operator.mul', 10), site }, [0, 10, 20]],
  ['filter', { op: 'filter', input: range(5), fn: apply('operator.gt', 2), site }, [3, 4]],
  ['batch', batch(range(5), 2), [[0, 1], [2, 3], [4]]],
  [
    'batch, drop_remainder',
    batch(range(5), 2, true),
    [
      [0, 1],
      [2, 3],
    ],
  ],
  ['unbatch', { op: 'unbatch', input: batch(range(3), 2), site }, [0, 1, 2]],
  ['repeat', { op: 'repeat', input: range(2), count: 2, site }, [0, 1, 0, 1]],
  ['take of repeat for ever', { op: 'take', input: { op: 'repeat', input: range(2), count: null, site }, count: 5, site }, [0, 1, 0, 1, 0]],
  ['take all', { op: 'take', input: range(2), count: -1, site }, [0, 1]],
  ['shard', { op: 'shard', input: range(7), count: 3, index: 1, site }, [1, 4]],
  ['a shard over chunks', { op: 'shard', input: range(200), count: 70, index: 69, site }, [69, 139]],
  ['skip', { op: 'skip', input: range(4), count: 3, site }, [3]],
  ['skip all', { op: 'skip', input: range(4), count: -1, site }, []],
  ['concatenate', { op: 'concatenate', inputs: [range(2), range(2, 5)], site }, [0, 1, 5, 6]],
  [
    'zip',
    { op: 'zip', inputs: [range(3), range(2, 5)], site },
    [
      [0, 5],
      [1, 6],
    ],
  ],
  [
    'cache of batch',
    { op: 'repeat', input: { op: 'cache', input: batch(range(2), 2), site }, count: 2, site },
    [
      [0, 1],
      [0, 1],
    ],
  ],
  ['a large take over chunks', { op: 'skip', input: { op: 'take', input: range(200), count: 150, site }, count: 148, site }, [148, 149]],
];

const text = (count: number): DatasetPlan => ({
  op: 'take',
  input: { op: 'tfrecord', files: ['sections/sections-validation.tfrecord-00000-of-00001'], compression: '', site },
  count,
  site,
});

const failures: [string, DatasetPlan, RegExp][] = [
  ['a missing file', { op: 'tfrecord', files: ['sections/none.tfrecord'], compression: '', site }, /none\.tfrecord does not exist/],
  ['no file at all', { op: 'tfrecord', files: [], compression: '', site }, /no record file matches/],
  ['a folder', { op: 'tfrecord', files: ['sections'], compression: '', site }, /is a folder/],
  ['a file of another kind', { op: 'tfrecord', files: ['sections/labels.txt'], compression: '', site }, /Is this even a TFRecord file\?/],
  [
    'gzip read as plain',
    { op: 'tfrecord', files: ['sections/sections-small.tfrecord.gz'], compression: '', site },
    /pass compression_type="GZIP"/,
  ],
  [
    'plain read as gzip',
    { ...text(1), op: 'take', input: { op: 'tfrecord', files: ['features/custom.tfrecord'], compression: 'GZIP', site }, count: 1, site },
    /it is not compressed/,
  ],
  [
    'rows of different lengths',
    batch({ op: 'concatenate', inputs: [batch(range(2), 2), batch(range(3), 3)], site }, 2),
    /first element had shape \[2\] and element 1 had shape \[3\]/,
  ],
];

describe('a step of the input pipeline', () => {
  for (const [name, plan, expected] of pipelines) it(name, async () => assert.deepEqual(await collect(plan), expected));

  it('shuffle keeps to its buffer, gives everything once, and a new order every epoch', async () => {
    const dataset = buildDataset({ op: 'shuffle', input: range(100), buffer: 10, seed: 5, reshuffle: true, site }, context);
    const pass = async (): Promise<number[]> => {
      const found: number[] = [];
      for await (const element of elementsOf(dataset)) found.push(plain(element) as number);
      return found;
    };
    const [first, second] = [await pass(), await pass()];
    assert.notDeepEqual(first, second);
    for (const order of [first, second]) {
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        Array.from({ length: 100 }, (_, i) => i),
      );
      order.forEach((value, place) => {
        assert.ok(value <= place + 9, `${value} came at place ${place} from a buffer of 10`);
      });
    }
  });

  it('shuffle with reshuffle_each_iteration=False repeats its order', async () => {
    const plan: DatasetPlan = { op: 'shuffle', input: range(30), buffer: 30, seed: 5, reshuffle: false, site };
    const twice = await collect({ op: 'repeat', input: plan, count: 2, site });
    assert.deepEqual(twice.slice(0, 30), twice.slice(30));
  });

  it('padded_batch pads to the longest', async () => {
    const rows: DatasetPlan = { op: 'concatenate', inputs: [batch(range(2), 2), batch(range(3), 3)], site };
    assert.deepEqual(await collect({ op: 'padded_batch', input: rows, size: 2, dropRemainder: false, shapes: null, padding: -1, site }), [
      [0, 1, -1, 0, 1, 2],
    ]);
  });

  for (const compression of ['GZIP', 'ZLIB'] as const) {
    it(`reads ${compression} records`, async () => {
      const file = `sections/sections-small.tfrecord.${compression === 'GZIP' ? 'gz' : 'zlib'}`;
      assert.ok((await collect({ op: 'tfrecord', files: [file], compression, site })).length > 10);
    });
  }

  for (const [name, plan, message] of failures) {
    it(`says what is wrong and where: ${name}`, () =>
      assert.rejects(
        async () => collect(plan),
        (error: Error & { site?: Site }) => {
          assert.match(error.message, message);
          assert.deepEqual(error.site, site);
          return true;
        },
      ));
  }
});
