import * as assert from 'node:assert/strict';
import { trainingsOf } from '../../../../src/check/views/training-view';
import type { TrainingView } from '../../../../src/protocol/model-page';
import type { RecordFacts } from '../../../../src/rules/core/rule';
import { reading } from '../reading';

const records: RecordFacts = {
  files: ['a.tfrecord'],
  sampled: false,
  records: 10,
  features: {
    ids: { kind: 'int64', present: 10, minLength: 4, maxLength: 4, min: 7, max: 4999 },
    label: { kind: 'int64', present: 10, minLength: 1, maxLength: 1, min: 0, max: 2 },
  },
};

/** Reads a program that trains `model` in the way of `fit`, and gives what is shown of its trainings. */
async function trainings(fit: string, compile = 'loss="mse"'): Promise<TrainingView[]> {
  const source = `def parse(proto):
  e = tf.io.parse_single_example(proto, {"ids": tf.io.FixedLenFeature([4], tf.int64), "label": tf.io.FixedLenFeature([], tf.int64)})
  return e["ids"], e["label"]
data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse).batch(8)
model = keras.Sequential([layers.Input((4,)), layers.Dense(3)])
other = keras.Sequential([layers.Input((4,)), layers.Dense(3)])
${compile && `model.compile(${compile})`}
${fit}
`;
  const read = await reading(source, { workspace: { records: () => records } });
  const model = read.assignments.find(({ name }) => name === 'model')?.value;
  assert.ok(model);
  return trainingsOf(read, model, read.diagnostics);
}

describe('what a model is trained on', () => {
  it('are the records of a dataset, with the range of their ids from the least to the greatest', async () => {
    const [training] = await trainings('model.fit(data)');
    assert.deepEqual(training?.records, ['a.tfrecord']);
    assert.equal(training?.inputs, 'int64 (batch, 4)');
    assert.equal(training?.range, '7 to 4,999');
    assert.equal(training?.labels, 'int64 (batch,)');
    assert.equal(training?.span.line, 9);
  });

  it('are arrays', async () => {
    const [training] = await trainings('model.fit(np.zeros((20, 4)), np.zeros((20, 3)))');
    assert.deepEqual([training?.records, training?.inputs, training?.labels], [null, 'float64 (20, 4)', 'float64 (20, 3)']);
  });

  it('are the trainings of this model in their order, not those of another', async () => {
    const found = await trainings('model.fit(np.zeros((1, 4)), np.zeros((1, 3)))\nother.fit(data)\nmodel.fit(data)');
    assert.deepEqual(
      found.map(({ span }) => span.line),
      [9, 11],
    );
  });

  const losses: readonly [compile: string, loss: string | null][] = [
    ['loss="mse"', 'mse'],
    ['loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)', 'SparseCategoricalCrossentropy'],
    ['loss=keras.losses.mean_squared_error', 'mean_squared_error'],
    ['optimizer="adam"', null],
    ['', null],
    ['loss=lambda a, b: a', null],
  ];
  for (const [compile, loss] of losses)
    it(`has the loss ${loss} of compile(${compile})`, async () =>
      assert.equal((await trainings('model.fit(data)', compile))[0]?.loss, loss));

  it('has the problems of its line, and of places that are related to them', async () => {
    const [training] = await trainings('model.fit(np.zeros((20, 4)), np.zeros((30, 3)))');
    assert.deepEqual(
      training?.problems.map(({ rule, level }) => [rule, level]),
      [['data-cardinality', 'error']],
    );
    const [sound] = await trainings('model.fit(np.zeros((20, 4)), np.zeros((20, 3)))\nlayers.LSTM(2)(keras.Input((4,)))');
    assert.deepEqual(sound?.problems, []);
  });
});
