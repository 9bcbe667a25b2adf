import { Uri } from 'vscode';
import { shardLengths, TFDS_INFO } from '../../records/tfds-info';
import { textOfFile } from '../ui/text-file';

const MAX_INFO_BYTES = 16 << 20;

/** How many records each file of a folder should have, by the dataset_info.json of TensorFlow Datasets beside them; empty where there is none. */
export async function lengthsBeside(uri: Uri): Promise<Map<string, number>> {
  try {
    return shardLengths(await textOfFile(Uri.joinPath(uri.with({ query: '' }), '..', TFDS_INFO), MAX_INFO_BYTES));
  } catch {
    return new Map();
  }
}
