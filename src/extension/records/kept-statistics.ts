import { EventEmitter, type Uri, workspace } from 'vscode';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import { type FileState, type FullPass, keptStatistics } from '../../viewer/full-pass';
import type { RecordsCache } from './cache';

const ENTRY = 'statistics.json';

/** What passes over every record of a dataset have given, kept for the next opening of the same files, and for the checker. */
export class KeptStatistics {
  private readonly kept = new EventEmitter<void>();
  /** A pass was kept. */
  readonly onDidKeep = this.kept.event;

  constructor(private readonly cache: RecordsCache) {}

  /** Undefined where the files have not been read whole since they were changed. */
  async read(files: FileState[]): Promise<FullPass | undefined> {
    const bytes = await this.cache.read(files, ENTRY);
    try {
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as FullPass);
    } catch {
      return undefined;
    }
  }

  async write(files: FileState[], pass: FullPass): Promise<void> {
    await this.cache.write(files, ENTRY, new TextEncoder().encode(JSON.stringify(pass)));
    this.kept.fire();
  }

  /** The statistics of every record of these files as they are now, of the files together or of each; null where they are not known. */
  async of(files: Uri[]): Promise<DatasetStatistics[] | null> {
    try {
      const states = files.map(async (uri): Promise<FileState> => {
        const { size, mtime } = await workspace.fs.stat(uri);
        return { uri: uri.toString(), size, modified: mtime };
      });
      return await keptStatistics(await Promise.all(states), own => this.read(own));
    } catch {
      return null;
    }
  }

  dispose(): void {
    this.kept.dispose();
  }
}
