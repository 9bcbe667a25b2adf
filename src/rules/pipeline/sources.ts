import { asItems, asString } from '../../values/read';
import { list, str, type Value } from '../../values/value';
import { object } from '../core/objects';
import type { Rule } from '../core/rule';
import { tensor } from '../core/tensors';
import type { DatasetState } from './dataset';

/** Names of files, where all are known. */
export function fileNames(value: Value): readonly string[] | null {
  const single = asString(value);
  if (single !== undefined) return [single];
  const names = asItems(value)?.map(asString);
  return names && !names.includes(undefined) ? (names as string[]) : null;
}

/** `tf.data.TFRecordDataset(filenames)`: one scalar string a record. */
export const tfRecordDataset: Rule = call => {
  const files = fileNames(call.args.get('filenames'));
  const element = tensor('graph', [], 'string', files ? { facts: { recordFiles: files } } : {});
  return object(call, 'tf.data.TFRecordDataset', { element, cardinality: null, files } satisfies DatasetState);
};

/** `tf.io.gfile.glob(pattern)` (and Python's own glob): the files of the workspace that match. */
export const glob: Rule = call => {
  const pattern = asString(call.args.get('pattern'));
  const files = pattern === undefined ? undefined : call.session.workspace.glob?.(pattern);
  return list(files ? files.map(str) : null);
};
