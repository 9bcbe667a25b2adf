import assert from 'node:assert/strict';
import { isRecordFileName, type ShardSet, shardSets } from '../../../src/records/shards';

describe('records: shard sets', () => {
  const cases: { [name: string]: { files: string[]; sets: ShardSet[] } } = {
    'a whole set, out of order': {
      files: ['d/t.tfrecord-00001-of-00002', 'd/t.tfrecord-00000-of-00002'],
      sets: [{ name: 'd/t.tfrecord@2', files: ['d/t.tfrecord-00000-of-00002', 'd/t.tfrecord-00001-of-00002'], missing: [], extra: [] }],
    },
    'a missing shard is named': {
      files: ['t-00000-of-00003.tfrecord', 't-00002-of-00003.tfrecord'],
      sets: [
        {
          name: 't@3.tfrecord',
          files: ['t-00000-of-00003.tfrecord', 't-00002-of-00003.tfrecord'],
          missing: ['t-00001-of-00003.tfrecord'],
          extra: [],
        },
      ],
    },
    'a number beyond the count, and a shard of another count': {
      files: ['t-00000-of-00002', 't-00001-of-00002', 't-00002-of-00002', 't-00000-of-00005'],
      sets: [
        { name: 't@2', files: ['t-00000-of-00002', 't-00001-of-00002'], missing: [], extra: ['t-00002-of-00002', 't-00000-of-00005'] },
      ],
    },
    'numbers of two digits': {
      files: ['train-00-of-04.tfrecord', 'train-01-of-04.tfrecord', 'train-03-of-04.tfrecord'],
      sets: [
        {
          name: 'train@4.tfrecord',
          files: ['train-00-of-04.tfrecord', 'train-01-of-04.tfrecord', 'train-03-of-04.tfrecord'],
          missing: ['train-02-of-04.tfrecord'],
          extra: [],
        },
      ],
    },
    'two splits and a file alone': {
      files: ['a-train.tfrecord-00000-of-00001', 'x.tfrecord', 'a-test.tfrecord-00000-of-00001'],
      sets: [
        { name: 'a-train.tfrecord@1', files: ['a-train.tfrecord-00000-of-00001'], missing: [], extra: [] },
        { name: 'x.tfrecord', files: ['x.tfrecord'], missing: [], extra: [] },
        { name: 'a-test.tfrecord@1', files: ['a-test.tfrecord-00000-of-00001'], missing: [], extra: [] },
      ],
    },
  };
  for (const [name, { files, sets }] of Object.entries(cases)) it(name, () => assert.deepEqual(shardSets(files), sets));

  const names: { [name: string]: boolean } = {
    'a.tfrecord': true,
    'a.tfrecords': true,
    'a.tfrec': true,
    'a.record': true,
    'a.tfrecord.gz': true,
    'a.tfrecord-00000-of-00005': true,
    'a-00000-of-00005': true,
    'a-00000-of-00005.tfrecord.gz': true,
    'a-0-of-8.tfrecord': true,
    'a-01-of-12': true,
    'data_tfrecord-00000-of-00001.gz': true,
    'part-r-00000': true,
    'part-00000-8e2c3c0f-5b0e-4f43-9f0a-0d1f0c7f8a11-c000.tfrecord': true,
    'variables.data-00000-of-00001': false,
    'model.ckpt-100.data-00000-of-00002': false,
    'model-00001-of-00002.safetensors': false,
    'pytorch_model-00001-of-00002.bin': false,
    'train-00000-of-00001.parquet': false,
    'rows.csv-00000-of-00002': false,
    'a.csv': false,
    'records.txt': false,
  };
  for (const [name, expected] of Object.entries(names)) it(`${name}: ${expected}`, () => assert.equal(isRecordFileName(name), expected));
});
