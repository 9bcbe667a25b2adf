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
    'a.csv': false,
    'records.txt': false,
  };
  for (const [name, expected] of Object.entries(names)) it(`${name}: ${expected}`, () => assert.equal(isRecordFileName(name), expected));
});
