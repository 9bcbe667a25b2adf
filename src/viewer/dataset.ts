import type { Decoders, OpenedFile } from './file';
import { type ReadRecord, RecordsMember } from './shard';

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

  /** Records `from` to below `from + count`, as far as they exist. They are held together: `each` is for what may be large or many. */
  async read(from: number, count: number, signal?: AbortSignal): Promise<DatasetRecord[]> {
    const read: DatasetRecord[] = [];
    for await (const record of this.each(from, count, signal))
      read.push('bytes' in record ? { ...record, bytes: record.bytes.slice() } : record);
    return read;
  }

  /** The same one after the other; the bytes of each are valid until the next one is asked for. */
  async *each(from: number, count: number, signal?: AbortSignal): AsyncGenerator<DatasetRecord, void, void> {
    let before = 0;
    for (const member of this.members) {
      const first = Math.max(0, from - before);
      const wanted = from + count - before - first;
      if (wanted <= 0 || signal?.aborted) break;
      if (!member.index.complete || first < member.index.count) {
        for await (const record of member.each(first, wanted, signal)) yield { ...record, record: before + record.record, member };
      }
      // As long as its end is unknown, what comes after it has no numbers.
      if (!member.index.complete) break;
      before += member.index.count;
    }
  }

  close(): void {
    for (const member of this.members) member.close();
  }
}
