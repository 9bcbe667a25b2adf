import { SHARD_NUMBER } from './shards';

/** A compression's suffix and a suffix of record files: like a shard's number, they do not tell datasets apart. */
const COMPRESSION_SUFFIX = /\.(?:gz|gzip|zz|zlib|z)$/i;
const RECORD_SUFFIX = /\.(?:tfrecords?|tfrec|records?|tfdata)$/i;
/** The number of a part, and the name of a split with or without one. */
const PART_NUMBER = /(?:^|[-_. ])\d+$/;
const SPLIT_NAME = /(?:^|[-_. ])(?:train|training|val|valid|validation|dev|eval|test|testing)\d*$/i;

/**
 * The name that the files of one dataset share: the path without what tells shards, parts and splits apart. `data/cats-train-00000-of-00002.tfrecord`
 * and `data/cats-validation_7.tfrecord.gz` are both `data/cats`; `data/train.tfrecord` is `data`, and in no folder it is `.`.
 */
export function datasetName(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const folder = path.slice(0, cut + 1);
  let name = path
    .slice(cut + 1)
    .replace(SHARD_NUMBER, '')
    .replace(COMPRESSION_SUFFIX, '')
    .replace(RECORD_SUFFIX, '');
  for (const ending of [PART_NUMBER, SPLIT_NAME, PART_NUMBER]) name = name.replace(ending, '');
  return name === '' ? folder.slice(0, -1) || '.' : folder + name;
}
