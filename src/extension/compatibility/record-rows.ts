import { Disposable, EventEmitter, type Uri } from 'vscode';
import type { CompatSource } from '../../protocol/compatibility';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import type { OpenRecords, RecordsDocument } from '../records/document';
import type { RecordsEditor } from '../records/editor';
import type { RecordsLoader } from '../records/loader';
import { isShardSet, shardSetTitle } from '../records/shards';
import { watchRecords } from '../records/watch';

/** The records whose features are the rows: of a record viewer as long as it is open, else opened here. Follows what is read of them, and changes on disk. */
export class RecordRows implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private document: RecordsDocument | undefined;
  private statistics: DatasetStatistics | undefined;
  private reading: number | null = null;
  private failed: string | null = null;
  private following: Disposable | undefined;

  constructor(private readonly records: RecordsEditor) {}

  /** Where the rows come from; null while none are chosen or known. */
  get source(): CompatSource | null {
    if (this.document === undefined) return null;
    const { uri, name } = this.document;
    const { records = 0, coverage = 'sampled' } = this.statistics ?? {};
    return { name: isShardSet(uri) ? shardSetTitle(name) : name, records, coverage, reading: this.reading };
  }

  get known(): DatasetStatistics | null {
    return this.statistics ?? null;
  }

  get failure(): string | null {
    return this.failed;
  }

  get uri(): Uri | undefined {
    return this.document?.uri;
  }

  /** The records that are shown; undefined where none are, or where they cannot be opened. */
  async opened(): Promise<OpenRecords | undefined> {
    return this.document?.records().catch(() => undefined);
  }

  /** Shows the records of a file; asking for the same ones again changes nothing. */
  take(uri: Uri): void {
    if (this.document?.uri.toString() === uri.toString()) return;
    this.following?.dispose();
    this.statistics = undefined;
    this.reading = null;
    const shared = this.records.documentOf(uri);
    const document = shared ?? this.records.openCustomDocument(uri);
    this.document = document;
    this.following = Disposable.from(
      document.onDidOpen(loader => this.follow(loader)),
      document.onDidReload(() => void this.read()),
      shared === undefined
        ? Disposable.from(
            watchRecords(document, () => document.reload()),
            document,
          )
        : // The viewer was closed: its records are opened here.
          document.onDidDispose(() => {
            this.document = undefined;
            this.take(uri);
          }),
    );
    void this.read();
  }

  private async read(): Promise<void> {
    const { document } = this;
    if (document === undefined) return;
    try {
      const { loader } = await document.records();
      if (this.document !== document) return;
      this.failed = null;
      this.follow(loader);
    } catch (error) {
      if (this.document !== document) return;
      this.failed = (error as Error).message;
    }
    this.changed.fire();
  }

  private followed: RecordsLoader | undefined;

  private follow(loader: RecordsLoader): void {
    this.statistics = loader.statistics;
    if (this.followed === loader) return;
    this.followed = loader;
    const ofThis = (then: () => void) => (): void => {
      if (this.followed === loader) then();
    };
    loader.onStatistics(
      ofThis(() => {
        this.statistics = loader.statistics;
        this.changed.fire();
      }),
    );
    loader.onProgress(({ task, done }) => {
      if (this.followed !== loader || task !== 'statistics') return;
      this.reading = done;
      this.changed.fire();
    });
  }

  dispose(): void {
    this.following?.dispose();
    this.changed.dispose();
  }
}
