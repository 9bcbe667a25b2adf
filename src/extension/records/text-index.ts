import { Uri, workspace } from 'vscode';
import type { RecordIndex } from '../../records/record-index';
import { readTextIndex } from '../../records/text-index';
import type { OpenedFile } from '../../viewer/file';

/** Two million records or so; more are indexed as quickly as the text is read. */
const MAX_INDEX_TEXT_BYTES = 32 << 20;

/** The index that DALI or tfrecord2idx has left beside an uncompressed file, if there is one of the file as it is now. */
export async function indexBeside(file: OpenedFile): Promise<RecordIndex | undefined> {
  for (const name of [`${file.name}.idx`, `${file.name.replace(/\.\w+$/, '')}.idx`]) {
    const uri = Uri.joinPath(Uri.parse(file.uri, true), '..', name);
    try {
      const { size, mtime } = await workspace.fs.stat(uri);
      if (size > MAX_INDEX_TEXT_BYTES || mtime < file.modified) continue;
      const read = await readTextIndex(new TextDecoder().decode(await workspace.fs.readFile(uri)), file.source);
      if (read.ok) return read.index;
    } catch {
      // There is none of this name, or it cannot be read: the records tell where they are themselves.
    }
  }
  return undefined;
}
