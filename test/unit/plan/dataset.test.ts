import * as assert from 'node:assert/strict';
import type { DatasetPlan } from '../../../src/plan/plan';
import { type PlanReading, readPlans } from '../../../src/plan/read';
import { reading } from '../check/reading';

/** Reads the plan of a program that trains on `data`; `steps` are written behind a dataset of pairs of four floats and a class. */
async function planOf(steps: string, files = '["a.tfrecord"]'): Promise<PlanReading> {
  const source = `def parse(proto):
  e = tf.io.parse_single_example(proto, {"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)})
  return e["x"], e["y"]
data = tf.data.TFRecordDataset(${files}).map(parse)${steps}
model = keras.Sequential([layers.Input((4,)), layers.Dense(3)])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(data)
`;
  return readPlans(
    await reading(source, { workspace: { glob: pattern => [pattern.replace('*', '0'), pattern.replace('*', '1')] } }),
    'main.py',
  );
}

/** The steps of a pipeline from its start, without places, functions and inputs. */
function stepsOf(plan: DatasetPlan): object[] {
  const { site: _, ...step } = plan;
  if (!('input' in step)) return [step];
  const { input, ...rest } = step;
  const { fn: __, ...own } = { fn: null, ...rest };
  return [...stepsOf(input), own];
}

const batch = (more: object = {}): object => ({ op: 'batch', size: 8, dropRemainder: false, ...more });

const padded = (shapes: object): object => batch({ op: 'padded_batch', shapes, padding: null });

/** What is written behind the parsed records, and the steps that this makes. */
const pipelines: readonly [steps: string, made: readonly object[]][] = [
  ['.batch(8)', [batch()]],
  ['.batch(8, drop_remainder=True)', [batch({ dropRemainder: true })]],
  ['.batch(batch_size=8, drop_remainder=False)', [batch()]],
  ['.padded_batch(8)', [batch({ op: 'padded_batch', shapes: null, padding: null })]],
  ['.padded_batch(8, drop_remainder=True)', [batch({ op: 'padded_batch', dropRemainder: true, shapes: null, padding: null })]],
  ['.padded_batch(8, ([4], []))', [padded({ items: [{ leaf: [4] }, { leaf: [] }] })]],
  ['.padded_batch(8, ([-1], []))', [padded({ items: [{ leaf: [null] }, { leaf: [] }] })]],
  ['.padded_batch(8, padded_shapes=([None], ()))', [padded({ items: [{ leaf: [null] }, { leaf: [] }] })]],
  ['.filter(lambda x, y: y < 3).batch(8)', [{ op: 'filter' }, batch()]],
  ['.shuffle(100).batch(8)', [{ op: 'shuffle', buffer: 100, seed: null, reshuffle: true }, batch()]],
  ['.shuffle(100, seed=0).batch(8)', [{ op: 'shuffle', buffer: 100, seed: 0, reshuffle: true }, batch()]],
  ['.shuffle(100, 7, reshuffle_each_iteration=False).batch(8)', [{ op: 'shuffle', buffer: 100, seed: 7, reshuffle: false }, batch()]],
  ['.repeat().batch(8)', [{ op: 'repeat', count: null }, batch()]],
  ['.repeat(3).batch(8)', [{ op: 'repeat', count: 3 }, batch()]],
  ['.repeat(0).batch(8)', [{ op: 'repeat', count: 0 }, batch()]],
  ['.repeat(-1).batch(8)', [{ op: 'repeat', count: null }, batch()]],
  ['.take(5).skip(2).batch(8)', [{ op: 'take', count: 5 }, { op: 'skip', count: 2 }, batch()]],
  ['.shard(4, 0).batch(8)', [{ op: 'shard', count: 4, index: 0 }, batch()]],
  ['.shard(4, 3).batch(8)', [{ op: 'shard', count: 4, index: 3 }, batch()]],
  ['.shard(4, 1).batch(8)', [{ op: 'shard', count: 4, index: 1 }, batch()]],
  ['.cache().batch(8).prefetch(tf.data.AUTOTUNE)', [{ op: 'cache' }, batch(), { op: 'prefetch' }]],
  ['.batch(4).unbatch().batch(8)', [batch({ size: 4 }), { op: 'unbatch' }, batch()]],
];

describe('the pipeline of a plan', () => {
  for (const [steps, made] of pipelines)
    it(steps, async () => {
      const { plans, refusals } = await planOf(steps);
      assert.deepEqual(refusals, []);
      assert.ok(plans[0]);
      assert.deepEqual(stepsOf(plans[0].train), [{ op: 'tfrecord', files: ['a.tfrecord'], compression: '' }, { op: 'map' }, ...made]);
    });

  const sources: readonly [files: string, names: readonly string[], compression: string][] = [
    ['"one.tfrecord"', ['one.tfrecord'], ''],
    ['["one", "two"]', ['one', 'two'], ''],
    ['tf.io.gfile.glob("train-*")', ['train-0', 'train-1'], ''],
    ['"one.gz", compression_type="GZIP"', ['one.gz'], 'GZIP'],
    ['"one.zz", "ZLIB"', ['one.zz'], 'ZLIB'],
    ['"one.tfrecord", compression_type=""', ['one.tfrecord'], ''],
  ];
  for (const [written, files, compression] of sources)
    it(`reads TFRecordDataset(${written})`, async () => {
      const { plans } = await planOf('.batch(8)', written);
      assert.ok(plans[0]);
      assert.deepEqual(stepsOf(plans[0].train)[0], { op: 'tfrecord', files, compression });
    });

  const joined: readonly [written: string, op: string][] = [
    ['one.concatenate(two)', 'concatenate'],
    ['one.concatenate(dataset=two)', 'concatenate'],
    ['tf.data.Dataset.zip((one, two))', 'zip'],
    ['tf.data.Dataset.zip(one, two)', 'zip'],
    ['tf.data.Dataset.zip(datasets=(one, two))', 'zip'],
    ['one.with_options(tf.data.Options()).concatenate(two)', 'concatenate'],
  ];
  for (const [written, op] of joined)
    it(`joins the datasets of ${written}`, async () => {
      const taken = op === 'zip' ? '.map(lambda a, b: a)' : '';
      const source = `.batch(8)\none, two = data, data.take(1)\ndata = ${written}${taken}`;
      const { plans, refusals } = await planOf(source);
      assert.deepEqual(refusals, []);
      const { train } = plans[0];
      const step = train.op === 'map' ? train.input : train;
      assert.equal(step.op, op);
      assert.deepEqual('inputs' in step && step.inputs.map(input => input.op), ['batch', 'take']);
    });

  const refused: readonly [steps: string, message: RegExp][] = [
    ['.padded_batch(8, shapes())', /^The padded shapes are not known without running the program/],
    ['.shard(4, 4).batch(8)', /no shard 4 of 4/],
    ['.batch(8).window(3).take(n())', /^The dataset step window cannot be trained/],
    ['.batch(8).window(3).take(n())', /count of take is not known/],
    ['.shuffle(n()).batch(8).window(3)', /buffer_size of shuffle is not known/],
  ];
  for (const [steps, message] of refused)
    it(`is refused for ${steps}: ${message.source}`, async () => {
      const { plans, refusals } = await planOf(steps);
      assert.deepEqual(plans, []);
      assert.ok(
        refusals.some(({ message: text, site }) => message.test(text) && site.line === 5),
        JSON.stringify(refusals),
      );
    });

  it('has the place of each step', async () => {
    const { plans } = await planOf('.batch(8)');
    assert.deepEqual([plans[0]?.train.site.path, plans[0]?.train.site.line], ['main.py', 5]);
  });
});
