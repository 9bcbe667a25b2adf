import { type CustomDocument, EventEmitter, l10n, type Uri } from 'vscode';
import type { RecordsFile } from '../../protocol/records-page';
import type { SchemaView } from '../../protocol/records-schema';
import { recogniseFile } from '../../records/file-kind';
import type { Anomaly } from '../../schema/anomalies/anomaly';
import { shardLengthAnomalies } from '../../schema/anomalies/shard-length';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import { RecordsDataset } from '../../viewer/dataset';
import type { Names } from '../../viewer/detail';
import { payloadName } from '../../viewer/row';
import { type NamedSchema, schemaView } from '../../viewer/schema-view';
import type { RecordsCache } from './cache';
import { lengthsBeside } from './dataset-info';
import type { KeptStatistics } from './kept-statistics';
import { RecordsLoader } from './loader';
import type { RecordsPlatform } from './platform';
import { type Shards, shardSetTitle, shardsOf } from './shards';
import { namesBeside } from './vocabularies';

/** A dataset that is open: its files, what is being read of them, and the words that lie beside them. */
export class OpenRecords {
  constructor(
    readonly document: RecordsDocument,
    readonly dataset: RecordsDataset,
    readonly loader: RecordsLoader,
    readonly names: Names,
    private readonly shards: Shards,
    /** Numbers of records that files should have, by their names. */
    private readonly lengths: ReadonlyMap<string, number>,
  ) {}

  get statistics(): DatasetStatistics {
    return this.loader.statistics ?? { message: 'example', records: 0, malformed: 0, coverage: 'sampled', features: [] };
  }

  /** What the schema pane shows. */
  get schemaView(): SchemaView {
    return schemaView(this.statistics, [...this.shardLengths, ...this.loader.drift], this.document.curated);
  }

  /** Files with too few or too many records, once the end of each has been met. */
  private get shardLengths(): Anomaly[] {
    const { members, complete } = this.dataset;
    if (!complete) return [];
    const shards = members.map(({ file: { name }, index }) => ({ name, records: index.count, expected: this.lengths.get(name) }));
    return shardLengthAnomalies(shards);
  }

  get compression(): RecordsFile['compression'] {
    return this.dataset.members[0]?.content.compression ?? 'none';
  }

  /** What the dataset is, by its first records. */
  async describe(): Promise<Omit<RecordsFile, 'where'>> {
    const { dataset, document, shards } = this;
    const { payload = 'empty', records = 0 } = this.loader.first ?? {};
    const head = await dataset.members[0]?.file.source.read(0, 64).catch(() => undefined);
    const kind = records === 0 && head ? recogniseFile(head) : undefined;
    const { limits, trains } = document.platform;
    return {
      name: shards.open ? shardSetTitle(shards.name) : document.name,
      bytes: dataset.bytes,
      compression: this.compression,
      payload: payloadName(payload),
      notice: kind ? l10n.t('This is {0}: {1}.', kind.name, kind.advice) : null,
      members: dataset.members.length > 1 ? dataset.members.map(({ file }) => file.name) : [],
      warnings: [...shards.warnings, ...(limits === undefined ? [] : [limits])],
      shards: shards.open ? 0 : shards.files.length,
      can: { startModel: trains },
    };
  }
}

/** An open file of records, or a set of shards. It is opened when a page first asks, and again after a reload. */
export class RecordsDocument implements CustomDocument {
  private opened: Promise<OpenRecords> | undefined;
  private readonly reloaded = new EventEmitter<void>();
  private readonly loaded = new EventEmitter<RecordsLoader>();
  private readonly compared = new EventEmitter<void>();
  private readonly closed = new EventEmitter<void>();
  /** The schema file that the records are held against. */
  curated: NamedSchema | undefined;
  readonly onDidReload = this.reloaded.event;
  /** A dataset has been opened, and what loads it will tell how far it is. */
  readonly onDidOpen = this.loaded.event;
  /** The records are held against another schema file, or none. */
  readonly onDidCompare = this.compared.event;
  readonly onDidDispose = this.closed.event;

  constructor(
    readonly uri: Uri,
    readonly platform: RecordsPlatform,
    private readonly cache: RecordsCache,
    private readonly kept: KeptStatistics,
    /** Tells of an error that no page has asked for. */
    readonly failed: (error: Error) => void,
  ) {}

  get name(): string {
    return this.uri.path.split('/').at(-1) ?? '';
  }

  records(): Promise<OpenRecords> {
    // One that failed is tried again: the file may be there by then.
    this.opened ??= this.open().catch(error => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  /** Opens the files as they are now; every page starts anew. */
  reload(): void {
    this.forget();
    this.reloaded.fire();
  }

  compareWith(curated: NamedSchema | undefined): void {
    this.curated = curated;
    this.compared.fire();
  }

  dispose(): void {
    this.forget();
    this.closed.fire();
    for (const emitter of [this.reloaded, this.loaded, this.compared, this.closed]) emitter.dispose();
  }

  private async open(): Promise<OpenRecords> {
    const shards = await shardsOf(this.uri);
    const files = await Promise.all((shards.open ? shards.files : [this.uri]).map(uri => this.platform.open(uri)));
    const dataset = await RecordsDataset.open(files, this.platform);
    const loader = new RecordsLoader(dataset, this.platform, this.cache, this.kept, this.failed);
    const [names, lengths] = await Promise.all([namesBeside(this.uri), lengthsBeside(this.uri)]);
    await loader.start();
    this.loaded.fire(loader);
    return new OpenRecords(this, dataset, loader, names, shards, lengths);
  }

  private forget(): void {
    this.opened?.then(
      ({ loader, dataset }) => {
        loader.dispose();
        dataset.close();
      },
      () => undefined,
    );
    this.opened = undefined;
  }
}
