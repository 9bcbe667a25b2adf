import { EventEmitter } from 'vscode';
import type { RecordsProgress } from '../../protocol/records-page';
import { RecordIndex } from '../../records/record-index';
import type { Anomaly } from '../../schema/anomalies/anomaly';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import type { RecordsDataset } from '../../viewer/dataset';
import type { FullPass } from '../../viewer/full-pass';
import type { RecordsSample } from '../../viewer/sample';
import type { RecordsMember } from '../../viewer/shard';
import type { RecordsCache } from './cache';
import type { KeptStatistics } from './kept-statistics';
import type { RecordsPlatform } from './platform';
import { indexBeside } from './text-index';

/** Files of more bytes than this are read whole only when the user asks. */
const MAX_BYTES_READ_UNASKED = 8 * 2 ** 30;
/** Compressed files of more bytes are decompressed to disk; smaller ones are quick enough to read again. */
const MIN_BYTES_TO_DECOMPRESS_TO_DISK = 4 << 20;

/** The long reading of a dataset: its index, then its statistics, from the cache where they are known. Each can be cancelled, and says how far it is. */
export class RecordsLoader {
  statistics: DatasetStatistics | undefined;
  /** What the first records are; known once it has started. */
  first: RecordsSample | undefined;
  /** Where the shards do not agree; known with the statistics of all records. */
  drift: Anomaly[] = [];
  private readonly controllers = new Map<RecordsProgress['task'], AbortController>();
  private readonly progressed = new EventEmitter<RecordsProgress>();
  private readonly changed = new EventEmitter<void>();
  private readonly indexed = new EventEmitter<void>();
  readonly onProgress = this.progressed.event;
  readonly onStatistics = this.changed.event;
  readonly onIndex = this.indexed.event;

  constructor(
    private readonly dataset: RecordsDataset,
    private readonly platform: RecordsPlatform,
    private readonly cache: RecordsCache,
    private readonly kept: KeptStatistics,
    private readonly failed: (error: Error) => void,
  ) {}

  /** Begins everything; returns when the first records have told a first schema. */
  async start(): Promise<void> {
    this.first = await this.platform.sample(this.dataset);
    this.statistics = this.first.statistics;
    void this.background();
  }

  private async background(): Promise<void> {
    if (await this.recall()) return;
    await this.run('index', signal => this.index(signal));
    if (this.dataset.bytes <= MAX_BYTES_READ_UNASKED) await this.readAll();
    // The number of records is known by now.
    else this.changed.fire();
  }

  /** Reads every record for the statistics, unless that has been done. */
  async readAll(): Promise<void> {
    if (this.statistics?.coverage === 'all' || this.controllers.has('statistics')) return;
    await this.run('statistics', async signal => {
      let read = 0;
      const progress = (bytes: number): void => {
        read += bytes;
        this.tell('statistics', read / Math.max(1, this.dataset.bytes));
      };
      const pass = await this.platform.statistics(this.dataset.files, progress, signal);
      this.take(pass);
      await this.kept.write(this.dataset.files, pass);
    });
  }

  cancel(task: RecordsProgress['task']): void {
    this.controllers.get(task)?.abort(new Error('cancelled'));
  }

  dispose(): void {
    for (const controller of this.controllers.values()) controller.abort(new Error('the editor was closed'));
    for (const emitter of [this.progressed, this.changed, this.indexed]) emitter.dispose();
  }

  private take({ statistics, corruptions, drift }: FullPass): void {
    this.dataset.members.forEach((member, i) => {
      member.noteCorruptions(corruptions[i] ?? []);
    });
    this.statistics = statistics;
    this.drift = drift;
    this.changed.fire();
  }

  /** What an earlier opening of the same files has found. True when nothing is left to be read. */
  private async recall(): Promise<boolean> {
    const { members, files } = this.dataset;
    const indexes = await Promise.all(members.map(({ file }) => this.cache.read([file], 'index')));
    indexes.forEach((bytes, i) => {
      const index = bytes && RecordIndex.fromBytes(bytes);
      if (index) members[i]?.takeIndex(index);
    });
    const pass = await this.kept.read(files);
    if (!pass || !this.dataset.complete) return false;
    this.indexed.fire();
    this.take(pass);
    return true;
  }

  private async index(signal: AbortSignal): Promise<void> {
    for (const member of this.dataset.members) {
      if (member.index.complete) continue;
      await (member.content.compression === 'none' ? this.indexPlain(member, signal) : this.indexCompressed(member, signal));
      signal.throwIfAborted();
      this.indexed.fire();
      if (member.index.complete) await this.cache.write([member.file], 'index', member.index.toBytes());
    }
  }

  private async indexPlain(member: RecordsMember, signal: AbortSignal): Promise<void> {
    const tell = (index: RecordIndex): void => {
      member.takeIndex(index);
      this.tell('index', index.end / Math.max(1, member.file.size));
      this.indexed.fire();
    };
    member.takeIndex((await indexBeside(member.file)) ?? (await this.platform.index(member.file, tell, signal)));
  }

  /** Compressed bytes have no places: they are unpacked to a file first, or else read once from front to back. */
  private async indexCompressed(member: RecordsMember, signal: AbortSignal): Promise<void> {
    if (member.file.size > MIN_BYTES_TO_DECOMPRESS_TO_DISK) {
      this.tell('unpack', 0);
      const plain = await this.platform.unpack(member.file, signal).finally(() => this.tell('unpack', null));
      if (plain) {
        member.readFrom(plain);
        member.takeIndex(await this.platform.index(plain, index => member.takeIndex(index), signal));
        return;
      }
    }
    // Its end tells how many there are.
    await member.each(Number.MAX_SAFE_INTEGER - 1, 1, signal).next();
  }

  private tell(task: RecordsProgress['task'], done: number | null): void {
    this.progressed.fire({ task, done });
  }

  private async run(task: RecordsProgress['task'], work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    this.controllers.set(task, controller);
    this.tell(task, 0);
    try {
      await work(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.failed(error as Error);
    } finally {
      this.controllers.delete(task);
      this.tell(task, null);
    }
  }
}
