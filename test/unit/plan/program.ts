import { type PlanReading, readPlans } from '../../../src/plan/read';
import { reading } from '../check/reading';

/** A program that can be trained, part by part; each case changes some of them. Its imports are line 1. */
export const lines = {
  features: 'F = {"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)}',
  parse: 'def parse(proto):\n    e = tf.io.parse_single_example(proto, F)\n    return e["x"], e["y"]',
  data: 'data = tf.data.TFRecordDataset(["a.tfrecord"]).map(parse).batch(8)',
  before: '',
  model: 'dense = layers.Dense(3, name="d")\nmodel = keras.Sequential([layers.Input(shape=(4,)), dense])',
  compile: 'model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")',
  after: '',
  fit: 'model.fit(data, epochs=2)',
};

export type Change = { readonly [part in keyof typeof lines]?: string };

export const programOf = (change: Change): string => Object.values({ ...lines, ...change }).join('\n');

/** What the plan says of a program that is changed so. */
export const planOf = async (change: Change): Promise<PlanReading> => readPlans(await reading(programOf(change)), 'main.py');
