import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shardLengths } from '../../../src/records/tfds-info';

const split = (name: string, shardLengths: unknown, more: object = {}): object => ({ name, shardLengths, numBytes: '1', ...more });
const info = (more: object): string => JSON.stringify({ name: 'mnist', version: '3.0.1', ...more });

describe('records: dataset_info.json of TensorFlow Datasets', () => {
  const cases: { [name: string]: [text: string, lengths: { [file: string]: number }] } = {
    'int64 as text, as TFDS writes it': [
      info({ fileFormat: 'tfrecord', splits: [split('train', ['30000', '29999']), split('test', ['10000'])] }),
      {
        'mnist-train.tfrecord-00000-of-00002': 30000,
        'mnist-train.tfrecord-00001-of-00002': 29999,
        'mnist-test.tfrecord-00000-of-00001': 10000,
      },
    ],
    'numbers, and no format': [info({ splits: [split('all', [5])] }), { 'mnist-all.tfrecord-00000-of-00001': 5 }],
    'a template of its own': [
      info({ splits: [split('train', ['1', '2'], { filepathTemplate: '{SPLIT}-{SHARD_INDEX}_{NUM_SHARDS}.{FILEFORMAT}{OTHER}' })] }),
      { 'train-00000_00002.tfrecord{OTHER}': 1, 'train-00001_00002.tfrecord{OTHER}': 2 },
    ],
    'lengths that are none': [
      info({ splits: [split('train', ['x', '7', null, { toString: false }]), split('test', 'none'), 3, null] }),
      { 'mnist-train.tfrecord-00001-of-00004': 7 },
    ],
    'no splits': [info({}), {}],
    'another JSON': ['[1, {"splits": []}]', {}],
    'no JSON': ['{', {}],
  };
  for (const [name, [text, lengths]] of Object.entries(cases))
    it(name, () => assert.deepEqual(Object.fromEntries(shardLengths(text)), lengths));

  it('never throws', () => {
    fc.assert(fc.property(fc.json(), text => void shardLengths(text)));
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        (splits, lengths) => void shardLengths(JSON.stringify({ splits: [splits, { shardLengths: lengths }] })),
      ),
    );
  });
});
