import { Uri, workspace } from 'vscode';
import { shardLengths, TFDS_INFO } from '../../records/tfds-info';

/** How many records each file of a folder should have, by the dataset_info.json of TensorFlow Datasets beside them; empty where there is none. */
export async function lengthsBeside(uri: Uri): Promise<Map<string, number>> {
  try {
    return shardLengths(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(uri.with({ query: '' }), '..', TFDS_INFO))));
  } catch {
    return new Map();
  }
}
