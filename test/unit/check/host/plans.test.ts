import * as assert from 'node:assert/strict';
import { type PlacedPlans, readPlansAround } from '../../../../src/check/host/plans';
import { type Files, NO_SURROUNDINGS } from '../../../../src/check/read/surroundings';
import { testParser } from '../../python/parser';

/** A program that trains on these files, written as Python. */
const program = (files: string): string => `import tensorflow as tf
from tensorflow.keras import layers
def parse(proto):
  e = tf.io.parse_single_example(proto, {"x": tf.io.FixedLenFeature([4], tf.float32), "y": tf.io.FixedLenFeature([], tf.int64)})
  return e["x"], e["y"]
model = tf.keras.Sequential([layers.Input(shape=(4,)), layers.Dense(3)])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(tf.data.TFRecordDataset(${files}).map(parse).batch(8))
`;

/** A disk with these files, named as seen from their folder. */
const disk = (files: { readonly [folder: string]: readonly string[] }): Files => ({
  folderOf: path => path.slice(0, path.lastIndexOf('/')),
  around: folders => ({
    ...NO_SURROUNDINGS,
    workspace: {
      glob: pattern =>
        folders
          .map(folder =>
            (files[folder] ?? []).filter(name => pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)))),
          )
          .find(found => found.length > 0) ?? [],
    },
  }),
});

async function read(
  files: string,
  on: { readonly [folder: string]: readonly string[] },
  folder: string | null = 'work',
): Promise<PlacedPlans> {
  const path = 'work/models/train.py';
  const cells = [{ path, text: program(files), raises: false }];
  return readPlansAround({ path, folder, cells }, await testParser(), disk(on));
}

/** Where the records are, and the folder that the program runs in. */
const cases: readonly [
  what: string,
  files: string,
  on: { readonly [folder: string]: readonly string[] },
  folder: string,
  started?: string | null,
][] = [
  ['records in the folder that it is started in', '["a.tfrecord"]', { work: ['a.tfrecord'] }, 'work'],
  ['records in both folders', '["a.tfrecord"]', { work: ['a.tfrecord'], 'work/models': ['a.tfrecord'] }, 'work'],
  ['records beside the program', '["a.tfrecord"]', { 'work/models': ['a.tfrecord'] }, 'work/models'],
  ['records nowhere', '["a.tfrecord"]', {}, 'work'],
  [
    'one of two files in the first folder, both beside the program',
    '["a", "b"]',
    { work: ['a'], 'work/models': ['a', 'b'] },
    'work/models',
  ],
  ['a pattern that matches beside the program', 'tf.io.gfile.glob("train-*")', { 'work/models': ['train-0', 'train-1'] }, 'work/models'],
  ['no folder that it is started in', '["a.tfrecord"]', { 'work/models': ['a.tfrecord'] }, 'work/models', null],
  ['the folder of the program itself', '["a.tfrecord"]', { work: ['a.tfrecord'] }, 'work/models', 'work/models'],
];

describe('the plans of a program', () => {
  for (const [what, files, on, folder, started] of cases)
    it(`with ${what} run in ${folder}`, async () => {
      const { workingDirectory, plans, refusals } = await read(files, on, started);
      assert.equal(workingDirectory, folder);
      if (Object.keys(on).length > 0 || !files.includes('glob')) assert.deepEqual([plans.length, refusals], [1, []]);
    });

  it('name the records that a pattern matched there', async () => {
    const { plans } = await read('tf.io.gfile.glob("train-*")', { 'work/models': ['train-0', 'train-1'] });
    assert.match(JSON.stringify(plans[0]?.train), /"files":\["train-0","train-1"\]/);
  });
});
