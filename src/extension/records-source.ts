import { type Uri, workspace } from 'vscode';
import { type ByteSource, bytesSource } from '../records/byte-source';
import { openFile } from './file-source';

/** A virtual file system can only hand over whole files; beyond this it would have to hold too much. */
const LARGEST_VIRTUAL = 64 << 20;

/** A file's bytes by place, and how to let go of them. Rejects with a message for a person. */
export async function openSource(uri: Uri): Promise<{ source: ByteSource; close(): void }> {
  if (uri.scheme === 'file') return openFile(uri.fsPath);
  const { size } = await workspace.fs.stat(uri);
  if (size > LARGEST_VIRTUAL)
    throw new Error('This file is on a virtual file system, which can only read it whole, and it is larger than 64 MiB.');
  return { source: bytesSource(await workspace.fs.readFile(uri)), close: () => undefined };
}
