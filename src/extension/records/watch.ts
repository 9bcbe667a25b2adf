import { Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { RecordsDocument } from './document';

/** A file that is being written changes many times; this long nothing has to happen before it is told, in milliseconds. */
const SETTLE_MS = 300;

/** Tells when one of a document's files has changed, or is gone. A file that is replaced counts as changed. */
export function watchRecords(document: RecordsDocument, changed: (gone: boolean) => void): Disposable {
  const folder = Uri.joinPath(document.uri, '..');
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '*'));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = async (uri: Uri): Promise<void> => {
    const { dataset } = await document.records().catch(() => ({ dataset: undefined }));
    const file = dataset?.files.find(own => Uri.parse(own.uri, true).path === uri.path);
    if (!file) return;
    const stat = await workspace.fs.stat(uri).then(
      found => found,
      () => undefined,
    );
    if (!stat || stat.size !== file.size || Math.trunc(stat.mtime) !== Math.trunc(file.modified)) changed(stat === undefined);
  };
  const later = (uri: Uri): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(uri), SETTLE_MS);
  };
  const quiet = new Disposable(() => clearTimeout(timer));
  return Disposable.from(watcher, quiet, watcher.onDidChange(later), watcher.onDidCreate(later), watcher.onDidDelete(later));
}
