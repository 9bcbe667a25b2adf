import { Uri, workspace } from 'vscode';
import type { FileState } from '../../viewer/full-pass';

/** Of what is kept; entries of another format are not found, and go in time. */
const CACHE_FORMAT = 5;
/** Entries kept; the oldest go. */
const MAX_ENTRIES = 300;

/**
 * Indexes and statistics of files, kept in the extension's storage. A file's entry is found by its path, size and time: one that has changed has none. What
 * cannot be kept or read is simply not there.
 */
export class RecordsCache {
  private readonly folder: Uri;

  constructor(storage: Uri) {
    this.folder = Uri.joinPath(storage, 'records');
  }

  async read(files: FileState[], what: string): Promise<Uint8Array | undefined> {
    try {
      return await workspace.fs.readFile(await this.place(files, what));
    } catch {
      return undefined;
    }
  }

  async write(files: FileState[], what: string, bytes: Uint8Array): Promise<void> {
    try {
      await workspace.fs.createDirectory(this.folder);
      await workspace.fs.writeFile(await this.place(files, what), bytes);
      await this.prune();
    } catch {
      // A full or read-only disk: the next opening reads the file anew.
    }
  }

  private async place(files: FileState[], what: string): Promise<Uri> {
    // The editor's own file system tells times in whole milliseconds.
    const states = files.map(({ uri, size, modified }) => `${uri} ${size} ${Math.trunc(modified)}`);
    const key = [CACHE_FORMAT, ...states].join('\n');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
    const name = Array.from(digest.subarray(0, 16), byte => byte.toString(16).padStart(2, '0')).join('');
    return Uri.joinPath(this.folder, `${name}.${what}`);
  }

  private async prune(): Promise<void> {
    const names = (await workspace.fs.readDirectory(this.folder)).map(([name]) => Uri.joinPath(this.folder, name));
    if (names.length <= MAX_ENTRIES) return;
    const dated = await Promise.all(names.map(async uri => ({ uri, time: (await workspace.fs.stat(uri)).mtime })));
    dated.sort((a, b) => a.time - b.time);
    for (const { uri } of dated.slice(0, names.length - MAX_ENTRIES)) await workspace.fs.delete(uri);
  }
}
