import type { Compression } from '../records/compression';
import { pythonText } from './python-text';

/** A file as generated code reads it. */
export interface RecordFile {
  path: string;
  compression: Compression;
}

/** Files of one compression, and the name of the list that they are in: a TFRecordDataset takes one compression for all its files. */
interface FileGroup {
  list: string;
  compression: Compression;
  paths: string[];
}

function groupsOf(files: readonly RecordFile[]): FileGroup[] {
  const kinds = [...new Set(files.map(({ compression }) => compression))];
  if (kinds.length < 2) return [{ list: 'FILES', compression: kinds[0] ?? 'none', paths: files.map(({ path }) => path) }];
  return kinds.map(kind => ({
    list: kind === 'none' ? 'FILES' : `${kind.toUpperCase()}_FILES`,
    compression: kind,
    paths: files.filter(({ compression }) => compression === kind).map(({ path }) => path),
  }));
}

/** Lines of the lists of files: `FILES`, and where they are not all compressed alike a list of each kind. */
export const fileLists = (files: readonly RecordFile[]): string[] =>
  groupsOf(files).flatMap(({ list, paths }) => [`${list} = [`, ...paths.map(path => `    ${pythonText(path)},`), ']']);

/** Whether one list names all files, so that a function can take another one. */
export const isOneList = (files: readonly RecordFile[]): boolean => groupsOf(files).length === 1;

/** The expression that reads the records of all files; `name` stands for the list where there is one. */
export function recordsExpression(files: readonly RecordFile[], name = 'FILES'): string {
  const groups = groupsOf(files);
  const [first, ...others] = groups.map(({ list, compression }) => {
    const type = compression === 'none' ? '' : `, compression_type="${compression.toUpperCase()}"`;
    return `tf.data.TFRecordDataset(${groups.length === 1 ? name : list}${type})`;
  });
  return [first, ...others.map(other => `.concatenate(${other})`)].join('');
}
