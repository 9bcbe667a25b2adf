import { openContent } from '../records/compression';
import { openFileSource } from '../records/node-file-source';
import { nodeInflate } from '../records/node-inflate';

/** Uses the content of a record file, which is closed after that. Rejects as `use` does, and where the file cannot be opened. */
export async function withContent<R>(path: string, use: (content: Awaited<ReturnType<typeof openContent>>) => Promise<R>): Promise<R> {
  const file = openFileSource(path, { blocking: true });
  try {
    return await use(await openContent(file, nodeInflate));
  } finally {
    file.close();
  }
}
