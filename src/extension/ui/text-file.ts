import { FileType, type Uri, workspace } from 'vscode';
import { formatBytes } from '../../common/format';

/** The text of a regular file, seen through links. Rejects where there is none, and where it has more than `maxBytes`: nothing of a workspace is read without a limit. */
export async function textOfFile(uri: Uri, maxBytes: number): Promise<string> {
  const { type, size } = await workspace.fs.stat(uri);
  if ((type & FileType.File) === 0) throw new Error(`${uri.path} is not a file`);
  if (size > maxBytes) throw new Error(`${uri.path} is larger than ${formatBytes(maxBytes)}`);
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}
