import type { ByteSource } from './byte-source';
import type { Crc32c } from './crc32c';
import { type Damage, keepsNumber } from './damage';
import { HEADER_BYTES } from './framing';
import { readRecords } from './read-records';
import type { RecordIndex } from './record-index';

/** A record by its number: its bytes, or what is wrong with it. */
export type FetchedRecord = { record: number; offset: number; bytes: Uint8Array } | { record: number; offset: number; damage: Damage };

/** Bytes read at a time: as much as lies between two marks of an index, with room for the record after. */
const WINDOW = 1 << 17;

export interface FetchOptions {
  crc32c?: Crc32c;
  signal?: AbortSignal;
}

/** Fetches the records numbered `from` to below `from + count`, as far as they exist, starting at the index's nearest mark. Never throws. */
export async function fetchRecords(
  source: ByteSource,
  index: RecordIndex,
  from: number,
  count: number,
  options: FetchOptions = {},
): Promise<FetchedRecord[]> {
  const to = from + count;
  const fetched: FetchedRecord[] = [];
  for await (const batch of readRecords(source, { ...options, from: index.mark(from), window: WINDOW })) {
    const { bytes, starts, lengths, firstRecord, windowOffset } = batch;
    for (let i = Math.max(0, from - firstRecord); i < batch.count && firstRecord + i < to; i++) {
      const offset = windowOffset + starts[i] - HEADER_BYTES;
      fetched.push({ record: firstRecord + i, offset, bytes: bytes.subarray(starts[i], starts[i] + lengths[i]) });
    }
    for (const damage of batch.damages) {
      if (keepsNumber(damage) && damage.record >= from && damage.record < to)
        fetched.push({ record: damage.record, offset: damage.from, damage });
    }
    if (firstRecord + batch.count >= to) break;
  }
  return fetched;
}
