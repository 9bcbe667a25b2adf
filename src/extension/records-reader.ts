import type { RecordRow, RecordsDamage, RecordsFile, RowsReply } from '../protocol/records-page';
import type { ByteSource } from '../records/byte-source';
import { type Content, openContent } from '../records/compression';
import { recogniseFile } from '../records/file-kind';
import { HEADER_BYTES } from '../records/framing';
import { portableInflate } from '../records/inflate';
import { commonPayload, type Payload, recognisePayload } from '../records/payload';
import { type RecordBatch, readRecords } from '../records/read-records';
import { RecordIndex } from '../records/record-index';
import { restartingSource } from '../records/restarting-source';
import { payloadName, recordRow } from './record-row';

/** A page of rows is small, so small windows will do. */
const WINDOW = 1 << 18;
/** Records that tell what the payload is. */
const SAMPLE = 16;

const payloadAt = ({ bytes, starts, lengths }: RecordBatch, i: number): Payload => {
  const start = starts[i] as number;
  return recognisePayload(bytes, start, start + (lengths[i] as number));
};

/** Reads pages of rows out of a file of records. Holds no records, only where some of those that it has passed begin. */
export class RecordsReader {
  private readonly index = new RecordIndex();
  private total: number | null = null;

  private constructor(
    private readonly content: Content,
    private readonly records: ByteSource,
  ) {}

  static async open(source: ByteSource): Promise<RecordsReader> {
    const content = await openContent(source, portableInflate);
    return new RecordsReader(content, content.compression === 'none' ? content.source : restartingSource(content.open));
  }

  /** What the file is, by its first records. */
  async describe(name: string): Promise<RecordsFile> {
    const { source, compression } = this.content;
    const payloads: Payload[] = [];
    for await (const batch of readRecords(this.records, { window: WINDOW })) {
      for (let i = 0; i < batch.count && payloads.length < SAMPLE; i++) payloads.push(payloadAt(batch, i));
      if (batch.count > 0) break;
    }
    const kind = payloads.length > 0 ? undefined : recogniseFile(await source.read(0, 64).catch(() => new Uint8Array(0)));
    const notice = kind ? `This is ${kind.name}: ${kind.advice}.` : null;
    return { name, bytes: source.size ?? 0, compression, payload: payloadName(commonPayload(payloads)), notice };
  }

  /** Rows `from` up to `count`; fewer at the end of the file, or when `signal` aborts. */
  async rows(from: number, count: number, signal?: AbortSignal): Promise<RowsReply> {
    const rows: RecordRow[] = [];
    const damages: RecordsDamage[] = [];
    const start = this.index.mark(from);
    let passed = start.record;
    for await (const batch of readRecords(this.records, { window: WINDOW, from: start, signal })) {
      this.noteBatch(batch);
      for (let i = Math.max(0, from - batch.firstRecord); i < batch.count && rows.length < count; i++) rows.push(rowAt(batch, i));
      for (const { record, offset, message } of batch.damages) if (record >= from) damages.push({ record, offset, message });
      passed = batch.firstRecord + batch.count;
      if (passed >= from + count) return { rows, damages, total: this.total };
    }
    if (!signal?.aborted) this.total = passed;
    return { rows, damages, total: this.total };
  }

  private noteBatch({ count, starts, firstRecord, windowOffset }: RecordBatch): void {
    if (firstRecord + count <= this.index.count) return;
    for (let i = 0; i < count; i++) {
      if (firstRecord + i >= this.index.count) this.index.note(firstRecord + i, windowOffset + (starts[i] as number) - HEADER_BYTES);
    }
    this.index.count = firstRecord + count;
  }
}

function rowAt({ bytes, starts, lengths, firstRecord, windowOffset }: RecordBatch, i: number): RecordRow {
  const start = starts[i] as number;
  return recordRow(firstRecord + i, windowOffset + start - HEADER_BYTES, bytes.subarray(start, start + (lengths[i] as number)));
}
