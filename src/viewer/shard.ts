import type { ByteSource } from '../records/byte-source';
import { type Content, openContent } from '../records/compression';
import { type Corruption, keepsNumber } from '../records/corruption';
import type { Spare } from '../records/feed';
import { HEADER_BYTES } from '../records/framing';
import { type RecordBatch, readRecords } from '../records/read-records';
import { RecordIndex } from '../records/record-index';
import { restartingSource } from '../records/restarting-source';
import type { Decoders, OpenedFile } from './file';

/** A page of rows is small, so small windows will do. */
const WINDOW_BYTES = 1 << 18;
/** Corruptions beyond this many are counted, not kept. */
const MAX_CORRUPTIONS_KEPT = 1000;

/** Largest window that is kept for the next reader. */
const MAX_SPARE_BYTES = 16 << 20;
let idle: Spare = {};

/** The window of the reader that ended last: pages come one after the other, and each of large records would leave megabytes behind for the collector of garbage. */
function takeSpare(): Spare {
  const spare = idle;
  idle = {};
  return spare;
}

function giveBack(spare: Spare): void {
  if ((spare.bytes?.length ?? 0) <= MAX_SPARE_BYTES) idle = spare;
}

/** A record that was read, or what is wrong with it. `bytes` are its payload. */
export type ReadRecord = { record: number; offset: number; bytes: Uint8Array } | { record: number; offset: number; corruption: Corruption };

/** One file of a dataset: its records, and as much of its index as there is. Holds no records. */
export class RecordsMember {
  index = new RecordIndex();
  readonly corruptions: Corruption[] = [];
  corruptionCount = 0;
  private readonly seen = new Set<number>();
  private plain: OpenedFile | undefined;

  private constructor(
    readonly file: OpenedFile,
    readonly content: Content,
    private records: ByteSource,
    private readonly decoders: Decoders,
  ) {}

  static async open(file: OpenedFile, decoders: Decoders): Promise<RecordsMember> {
    const content = await openContent(file.source, decoders.inflate);
    const records = content.compression === 'none' ? content.source : restartingSource(content.open);
    return new RecordsMember(file, content, records, decoders);
  }

  /** From now on reads from here: the same bytes, decompressed, which go with the member. */
  readFrom(plain: OpenedFile): void {
    this.records = plain.source;
    this.plain = plain;
  }

  close(): void {
    this.file.close();
    this.plain?.close();
  }

  /** Takes an index that has come further than the own one. */
  takeIndex(index: RecordIndex): void {
    if (index.count >= this.index.count) this.index = index;
  }

  noteCorruptions(corruptions: readonly Corruption[]): void {
    for (const corruption of corruptions) {
      if (this.seen.has(corruption.from)) continue;
      this.seen.add(corruption.from);
      this.corruptionCount++;
      if (this.corruptions.length < MAX_CORRUPTIONS_KEPT) this.corruptions.push(corruption);
    }
    this.corruptions.sort((a, b) => a.from - b.from);
  }

  /**
   * Records numbered `from` to below `from + count`, one after the other, as far as they exist; the index grows on the way. Their bytes are valid until the
   * next one is asked for. Never throws.
   */
  async *each(from: number, count: number, signal?: AbortSignal): AsyncGenerator<ReadRecord, void, void> {
    const to = from + count;
    let end = 0;
    const spare = takeSpare();
    const options = { window: WINDOW_BYTES, from: this.index.mark(from), signal, crc32c: this.decoders.crc32c, spare };
    try {
      for await (const batch of readRecords(this.records, options)) {
        this.note(batch);
        for (let i = Math.max(0, from - batch.firstRecord); i < batch.count && batch.firstRecord + i < to; i++) yield recordOf(batch, i);
        for (const corruption of batch.corruptions.filter(keepsNumber)) {
          if (corruption.record >= from && corruption.record < to) yield { record: corruption.record, offset: corruption.from, corruption };
        }
        end = numberedTo(batch);
        if (end >= to) return;
      }
    } finally {
      giveBack(spare);
    }
    if (signal?.aborted) return;
    this.index.count = Math.max(this.index.count, end);
    this.index.complete = true;
  }

  private note(batch: RecordBatch): void {
    const { count, starts, firstRecord, windowOffset, corruptions } = batch;
    this.noteCorruptions(corruptions);
    const { index } = this;
    if (index.complete || firstRecord > index.count || numberedTo(batch) <= index.count) return;
    for (let i = Math.max(0, index.count - firstRecord); i < count; i++)
      index.note(firstRecord + i, windowOffset + (starts[i] as number) - HEADER_BYTES);
    index.count = numberedTo(batch);
    index.end = Math.max(index.end, batch.readTo);
  }
}

const numberedTo = ({ firstRecord, count, corruptions }: RecordBatch): number =>
  firstRecord + count + corruptions.filter(keepsNumber).length;

function recordOf({ bytes, starts, lengths, firstRecord, windowOffset }: RecordBatch, i: number): ReadRecord {
  const start = starts[i] as number;
  const payload = bytes.subarray(start, start + (lengths[i] as number));
  return { record: firstRecord + i, offset: windowOffset + start - HEADER_BYTES, bytes: payload };
}
