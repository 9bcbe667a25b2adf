import assert from 'node:assert/strict';
import { datasetName } from '../../../src/records/dataset-name';

describe('records: names of datasets', () => {
  const names: { [path: string]: string } = {
    'cats-00000-of-00002': 'cats',
    'data/cats.tfrecord': 'data/cats',
    'data/cats-train.tfrecord-00001-of-00002': 'data/cats',
    'data/cats-validation-00000-of-00001.tfrecord.gz': 'data/cats',
    'data/cats_test_07.tfrec': 'data/cats',
    'data/cats_7.records': 'data/cats',
    'data/train00-107.tfrec': 'data',
    'train.tfrecord': '.',
    'data/val.tfrecord.zz': 'data',
    'cifar10.tfrecord': 'cifar10',
    'cifar100.tfrecord': 'cifar100',
    'contest.tfrecord': 'contest',
    'data\\cats-dev.tfrecord': 'data\\cats',
    noname: 'noname',
  };
  for (const [path, name] of Object.entries(names)) it(`${path} is of ${name}`, () => assert.equal(datasetName(path), name));
});
