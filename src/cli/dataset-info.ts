import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shardLengths, TFDS_INFO } from '../records/tfds-info';

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
    return shardLengths(readFileSync(join(folder, TFDS_INFO), 'utf8'));
  } catch {
    return new Map();
  }
}
