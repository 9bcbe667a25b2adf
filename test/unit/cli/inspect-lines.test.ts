import { strict as assert } from 'node:assert';
import { type FileReport, inspectLines } from '../../../src/cli/inspect-lines';
import { assertGolden } from './golden';
import { named, plain } from './terminal';

const file = (path: string, part: Partial<FileReport> = {}): FileReport => ({
  path,
  records: 1000,
  bytes: 2048,
  compression: 'none',
  payload: 'example',
  errors: [],
  ...part,
});
const errors = (count: number): FileReport['errors'] =>
  Array.from({ length: count }, (_, record) => ({
    record: record * 1000,
    offset: 0,
    kind: 'corrupt_data',
    message: `what is wrong ${record}`,
  }));
const unreadable = [{ record: 0, offset: 0, kind: 'unreadable', message: 'permission denied' }];

const files = [
  file('train.tfrecord'),
  file('many.tfrecord.gz', { compression: 'gzip', errors: errors(12), errors_not_listed: 5 }),
  file('few.tfrecord', { errors: errors(1), payload: 'sequence_example' }),
  file('locked.tfrecord', { records: 0, bytes: 0, errors: unreadable, payload: 'unknown' }),
  file('pointer.tfrecord', { records: 0, payload: 'lfs_pointer' }),
];
const sets = [
  { name: 'whole@2', files: ['a', 'b'], missing: [], extra: [] },
  { name: 'train@20', files: ['a'], missing: Array.from({ length: 11 }, (_, shard) => `train-${shard}`), extra: ['train-00000-of-00019'] },
];

describe('the report on files', () => {
  it('is a table, what is wrong with each file, and what with shards', () =>
    assertGolden('inspect-lines', inspectLines(files, sets, plain).join('\n')));

  it('of one file has no sum', () => {
    const lines = inspectLines(files.slice(0, 1), [], named);
    assert.equal(lines.length, 2);
    assert.match(lines[1], /<green>sound<\/>$/);
  });
});
