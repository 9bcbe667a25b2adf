import { commonPayload, type Payload, recognisePayload } from '../records/payload';
import type { Decoders, OpenedFile } from './file';
import { type ReadRecord, RecordsMember } from './shard';

/** Records that tell what the payload is. */
const PAYLOAD_SAMPLE_RECORDS = 32;

/** A record with its number in the dataset, and the file it is in. */
export type DatasetRecord = ReadRecord & { member: RecordsMember };

/** Files of records as one dataset, their records numbered through in the order of the files. */
export class RecordsDataset {
  private constructor(readonly members: RecordsMember[]) {}

  static async open(files: OpenedFile[], decoders: Decoders): Promise<RecordsDataset> {
    return new RecordsDataset(await Promise.all(files.map(file => RecordsMember.open(file, decoders))));
  }

  get files(): OpenedFile[] {
    return this.members.map(({ file }) => file);
  }

  /** Bytes as stored. */
  get bytes(): number {
    return this.members.reduce((sum, { file }) => sum + file.size, 0);
  }

  /** Records known so far: those of the files up to and including the first whose end has not been met. */
  get count(): number {
    let count = 0;
    for (const { index } of this.members) {
      count += index.count;
      if (!index.complete) break;
    }
    return count;
  }

  get complete(): boolean {
    return this.members.every(({ index }) => index.complete);
  }

  /** Records `from` to below `from + count`, as far as they exist. */
  async read(from: number, count: number, signal?: AbortSignal): Promise<DatasetRecord[]> {
    const read: DatasetRecord[] = [];
    let before = 0;
    for (const member of this.members) {
      const first = Math.max(0, from - before);
      const wanted = from + count - before - first;
      if (wanted <= 0 || signal?.aborted) break;
      if (!member.index.complete || first < member.index.count) {
        for (const record of await member.read(first, wanted, signal)) read.push({ ...record, record: before + record.record, member });
      }
      // As long as its end is unknown, what comes after it has no numbers.
      if (!member.index.complete) break;
      before += member.index.count;
    }
    return read;
  }

  /** What the records are, by the first of them. */
  async payload(): Promise<Payload> {
    const payloads: Payload[] = [];
    for (const record of await this.read(0, PAYLOAD_SAMPLE_RECORDS))
      if ('bytes' in record) payloads.push(recognisePayload(record.bytes, 0, record.bytes.length));
    return commonPayload(payloads);
  }

  close(): void {
    for (const member of this.members) member.close();
  }
}
