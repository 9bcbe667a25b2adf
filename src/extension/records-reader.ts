import { nodeCrc32c } from '../cli/node-crc32c';
import { nodeInflate } from '../cli/node-inflate';
import type { RecordRow, RecordsDamage, RecordsFile, RowsReply } from '../protocol/records-page';
import type { ByteSource } from '../records/byte-source';
import { bytesOf, type Content, openContent } from '../records/compression';
import { recogniseFile } from '../records/file-kind';
import { commonPayload, recognisePayload } from '../records/payload';
import { readRecords } from '../records/read-records';
import { payloadName, recordRow } from './record-row';

/** A page of rows is small, so small windows will do. */
const WINDOW = 1 << 18;
/** Every so many records the place of one is kept, to begin there again. */
const STRIDE = 256;
/** Records that tell what the payload is. */
const SAMPLE = 16;

/** Reads pages of rows out of a file of records, forwards or from a place that it has passed before. Holds no records. */
export class RecordsReader {
  private readonly places: { record: number; offset: number }[] = [{ record: 0, offset: 0 }];
  private total: number | null = null;

  private constructor(private readonly content: Content) {}

  static async open(source: ByteSource): Promise<RecordsReader> {
    return new RecordsReader(await openContent(source, nodeInflate));
  }

  /** What the file is, by its first records. */
  async describe(name: string): Promise<RecordsFile> {
    const { source, compression } = this.content;
    const payloads: ReturnType<typeof recognisePayload>[] = [];
    for await (const batch of readRecords(bytesOf(this.content), { crc32c: nodeCrc32c, window: WINDOW })) {
      for (let i = 0; i < batch.count && payloads.length < SAMPLE; i++) {
        payloads.push(recognisePayload(batch.bytes, batch.starts[i] as number, (batch.starts[i] as number) + (batch.lengths[i] as number)));
      }
      if (batch.count > 0) break;
    }
    const kind = payloads.length > 0 ? undefined : recogniseFile(await source.read(0, 64).catch(() => new Uint8Array(0)));
    const notice = kind ? `This is ${kind.name}: ${kind.advice}.` : null;
    return { name, bytes: source.size ?? 0, compression, payload: payloadName(commonPayload(payloads)), notice };
  }

  /** Rows `from` up to `count`, fewer at the end of the file. A compressed file is read from its front each time. */
  async rows(from: number, count: number, signal?: AbortSignal): Promise<RowsReply> {
    const rows: RecordRow[] = [];
    const damages: RecordsDamage[] = [];
    const place = this.content.compression === 'none' ? this.placeBefore(from) : undefined;
    let last = place?.record ?? 0;
    let more = false;
    for await (const batch of readRecords(bytesOf(this.content), { crc32c: nodeCrc32c, window: WINDOW, from: place, signal })) {
      this.keepPlaces(batch);
      for (let i = Math.max(0, from - batch.firstRecord); i < batch.count && rows.length < count; i++) {
        const start = batch.starts[i] as number;
        const bytes = batch.bytes.subarray(start, start + (batch.lengths[i] as number));
        rows.push(recordRow(batch.firstRecord + i, batch.windowOffset + start - 12, bytes));
      }
      last = batch.firstRecord + batch.count;
      damages.push(...batch.damages.filter(damage => damage.record >= from));
      more = last >= from + count;
      if (more) break;
    }
    if (!more && !signal?.aborted) this.total = last;
    return { rows, damages: damages.map(({ record, offset, message }) => ({ record, offset, message })), total: this.total };
  }

  private placeBefore(record: number): { record: number; offset: number } | undefined {
    return this.places.findLast(place => place.record <= record);
  }

  private keepPlaces(batch: { firstRecord: number; count: number; starts: Uint32Array; windowOffset: number }): void {
    for (let i = 0; i < batch.count; i++) {
      const record = batch.firstRecord + i;
      const known = this.places.at(-1)?.record ?? 0;
      if (record >= known + STRIDE) this.places.push({ record, offset: batch.windowOffset + (batch.starts[i] as number) - 12 });
    }
  }
}
