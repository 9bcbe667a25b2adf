import { basename, dirname, join } from 'node:path';
import { readTextFile } from '../common/node-files';
import { shardLengths, TFDS_INFO } from '../records/tfds-info';

/** A dataset_info.json lists its shards' lengths: a thousand shards take some kilobytes. */
const MAX_INFO_BYTES = 16 << 20;

/** How many records files should have, where a dataset_info.json of TensorFlow Datasets lies beside them and tells. */
export function expectedRecords(paths: string[]): Map<string, number> {
  const folders = new Map([...new Set(paths.map(dirname))].map(folder => [folder, lengthsIn(folder)]));
  return new Map(
    paths.flatMap(path => {
      const expected = folders.get(dirname(path))?.get(basename(path));
      return expected === undefined ? [] : [[path, expected] as const];
    }),
  );
}

function lengthsIn(folder: string): Map<string, number> {
  try {
    return shardLengths(readTextFile(join(folder, TFDS_INFO), MAX_INFO_BYTES));
  } catch {
    return new Map();
  }
}
