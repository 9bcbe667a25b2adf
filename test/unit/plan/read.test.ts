import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readProgram } from '../../../src/check/read/program';
import { type PlanReading, readPlans } from '../../../src/plan/read';
import type { PythonParser } from '../../../src/python/parser';
import { inProject } from '../../root';
import { testParser } from '../python/parser';

const head = `import tensorflow as tf
from tensorflow.keras import layers
def parse(proto):
    example = tf.io.parse_single_example(proto, {"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)})
    return example["x"], example["y"]
data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse).batch(8)
`;
const model = `model = tf.keras.Sequential([layers.Input(shape=(4,)), layers.Dense(3)])
`;
const compile = `model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
`;
const fit = `model.fit(data, epochs=2)
`;

describe('the training plan', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await testParser();
  });
  const read = (source: string, files: readonly string[] = []): PlanReading =>
    readPlans(readProgram('main.py', source, { parser, workspace: { started: true, glob: () => files } }), 'main.py');

  it('of the sample is the one that is kept', () => {
    const source = readFileSync(inProject('samples/sections_cnn.py'), 'utf8');
    const { plans, refusals } = readPlans(
      readProgram('sections_cnn.py', source, {
        parser,
        workspace: { started: true, glob: pattern => [pattern.replace('*', '00000-of-00001')] },
      }),
      'sections_cnn.py',
    );
    assert.deepEqual(refusals, []);
    const kept = JSON.parse(readFileSync(inProject('test/data/plans/sections-cnn-read.json'), 'utf8'));
    assert.deepEqual(JSON.parse(JSON.stringify(plans[0])), kept);
  });

  it('follows what a function does to an element, with literals and operators', () => {
    const functional = `a = layers.Input(shape=(2,), name="a")
b = layers.Input(shape=(), name="b")
model = tf.keras.Model({"a": a, "b": b}, layers.Dense(3)(a))
`;
    const reading = read(
      `${head.replace('return example["x"], example["y"]', 'x = tf.cast(example["x"], tf.float32) * 2.0\n    return {"a": x[:2], "b": example["y"] + 1}, example["y"]')}${functional}${compile}${fit}`,
    );
    assert.deepEqual(reading.refusals, []);
    const step = reading.plans[0].train;
    assert.ok(step.op === 'batch' && step.input.op === 'map');
    const ops = step.input.fn.nodes.map(({ op }) => op);
    assert.deepEqual(ops, ['parameter', 'tf.io.parse_single_example', 'tf.cast', 'operator.mul', 'operator.getitem', 'operator.add']);
    assert.deepEqual(step.input.fn.nodes[4].args.b, { value: { slice: [null, 2, null] } });
    assert.deepEqual(step.input.fn.nodes[2].args.dtype, { value: 'float32' });
  });

  it('has a plan for each fit, shared layers once, and callbacks', () => {
    const { plans, refusals } = read(`${head}
a = layers.Input(shape=(4,))
shared = layers.Dense(4, activation="relu", name="shared")
model = tf.keras.Model(a, layers.Dense(3)(layers.Add()([shared(a), shared(shared(a))])))
${compile}stop = tf.keras.callbacks.EarlyStopping(patience=2)
model.fit(data, epochs=2, callbacks=[stop])
other = tf.keras.Sequential([layers.Input(shape=(4,)), layers.Dense(3)])
${compile.replaceAll('model', 'other')}other.fit(data, epochs=5, initial_epoch=2)
`);
    assert.deepEqual(refusals, []);
    assert.deepEqual(
      plans.map(({ source }) => source),
      [
        { path: 'main.py', model: 'model' },
        { path: 'main.py', model: 'other' },
      ],
    );
    assert.deepEqual(
      plans.map(({ fit: { epochs, initialEpoch, callbacks } }) => [epochs, initialEpoch, callbacks]),
      [
        [2, 0, [{ name: 'EarlyStopping', config: { patience: 2 } }]],
        [5, 2, []],
      ],
    );
    assert.deepEqual(
      plans[0].model.layers.map(({ name }) => name).filter(name => name === 'shared'),
      ['shared'],
    );
    assert.equal(plans[0].model.nodes.filter(node => node.op === 'layer' && 'layer' in node && node.layer === 'shared').length, 3);
  });

  it('is not known of a program that takes too long', () => {
    const { exhausted: _, ...interpretation } = readProgram('main.py', head, { parser, workspace: {} });
    assert.deepEqual(
      readPlans({ ...interpretation, exhausted: true }, 'main.py').refusals.map(({ message }) => message),
      ['This file takes too long to read, so what it trains is not known.'],
    );
  });

  it('follows a Lambda that describes the input of its model itself, and one that meets its input with the data', () => {
    for (const shape of [', input_shape=(4,)', '']) {
      const lambda = `model = tf.keras.Sequential([layers.Lambda(lambda x: x * 2.0${shape}), layers.Dense(3)])\n`;
      const reading = read(`${head}${lambda}${compile}${fit}`);
      assert.deepEqual(reading.refusals, []);
      assert.equal(reading.plans.length, 1);
    }
  });

  const refused: [name: string, source: string, line: number, message: RegExp][] = [
    ['nothing is trained', head, 1, /No call of fit/],
    ['not compiled', `${head}${model}${fit}`, 8, /not compiled/],
    [
      'no files match',
      `${head.replace('["a.tfrecord"]', 'tf.io.gfile.glob("none-*")')}${model}${compile}${fit}`,
      6,
      /No record file matches/,
    ],
    [
      'files are not known',
      `import sys\n${head.replace('["a.tfrecord"]', 'sys.argv[1:]')}${model}${compile}${fit}`,
      7,
      /not known without running/,
    ],
    [
      'a custom layer',
      `${head}class Mine(layers.Layer):\n    def call(self, x):\n        return external(x)\nmodel = tf.keras.Sequential([layers.Input(shape=(4,)), Mine(), layers.Dense(3)])\n${compile}${fit}`,
      10,
      /What the custom layer Mine makes of its inputs is not known/,
    ],
    ['arrays instead of a dataset', `${head}${model}${compile}model.fit([[1.0]])`, 9, /tf\.data\.Dataset/],
    [
      'a custom callback',
      `${head}class Mine(tf.keras.callbacks.EarlyStopping):\n    pass\n${model}${compile}model.fit(data, callbacks=[Mine()])`,
      7,
      /does not derive from keras.callbacks.Callback alone/,
    ],
    ['a step that is not known', `${head.replace('.batch(8)', '.batch(8).window(3)')}${model}${compile}${fit}`, 6, /window/],
    ['epochs from the command line', `import sys\n${head}${model}${compile}model.fit(data, epochs=int(sys.argv[1]))`, 10, /epochs/],
  ];
  for (const [name, source, line, message] of refused) {
    it(`refuses: ${name}`, () => {
      const { plans, refusals } = read(source);
      assert.deepEqual(plans, []);
      assert.equal(refusals.length, 1);
      assert.equal(refusals[0].site.line, line);
      assert.match(refusals[0].message, message);
    });
  }
});
