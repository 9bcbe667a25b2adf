import type { ByteSource } from './byte-source';
import { type Corruption, keepsNumber } from './corruption';
import { type Crc32c, crc32c as portableCrc } from './crc32c';
import { HEADER_BYTES } from './framing';
import { skimRecords } from './read-records';
import { RecordIndex } from './record-index';

export interface IndexOptions {
  crc32c?: Crc32c;
  signal?: AbortSignal;
  /** Told after each window, with the index as it is by then; also of what is wrong there. */
  progress?: (index: RecordIndex, corruptions: Corruption[]) => void;
}

/**
 * Builds the index of a source, or carries on with one that was stopped or whose file has grown. Verifies lengths, not payloads. Never throws; an
 * aborted index is usable up to its `end`.
 */
export async function buildIndex(source: ByteSource, options: IndexOptions = {}, index = new RecordIndex()): Promise<RecordIndex> {
  const { crc32c = portableCrc, signal, progress } = options;
  index.complete = false;
  for await (const batch of skimRecords(source, { crc32c, signal, from: { offset: index.end, record: index.count } })) {
    const { starts, count, firstRecord, windowOffset } = batch;
    for (let i = 0; i < count; i++) index.note(firstRecord + i, windowOffset + starts[i] - HEADER_BYTES);
    index.count = firstRecord + count;
    for (const corruption of batch.corruptions) index.count = Math.max(index.count, corruption.record + (keepsNumber(corruption) ? 1 : 0));
    index.end = batch.readTo;
    progress?.(index, batch.corruptions);
  }
  index.complete = !signal?.aborted;
  return index;
}
