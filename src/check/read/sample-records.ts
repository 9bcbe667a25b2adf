import type { ByteSource } from '../../records/byte-source';
import { type Payload, recognisePayload } from '../../records/payload';
import { type ReadOptions, type RecordBatch, readRecords } from '../../records/read-records';
import type { RecordFacts } from '../../rules/core/rule';
import { featureVisitor } from '../../statistics/collect/feature-visitor';
import { datasetStatistics } from '../../statistics/report/dataset-statistics';
import { recordFacts } from './record-facts';

/** Records that are read of a set of files, at most, spread over them evenly: enough to know features, lengths and ranges within a second. */
const MAX_RECORDS = 20_000;
/** Records at the front of a file that are looked at to tell what it holds. */
const PAYLOADS_SEEN = 32;

/** A file's bytes, decompressed; undefined where it cannot be read. `close` is called when it is done with. */
export interface OpenFile {
  readonly bytes: ByteSource | AsyncIterable<Uint8Array>;
  close(): void;
}

/**
 * What the first records of each file hold. Undefined where a file cannot be read, where what is read of it is corrupted, and where its records are no
 * Examples: then nothing is known.
 */
export async function sampleFacts(
  files: readonly string[],
  open: (path: string) => Promise<OpenFile | undefined>,
  options: Pick<ReadOptions, 'crc32c'> = {},
): Promise<RecordFacts | undefined> {
  const visitor = featureVisitor();
  const limit = Math.max(1, Math.floor(MAX_RECORDS / files.length));
  let sampled = false;
  for (const path of files) {
    const file = await open(path);
    if (file === undefined) return undefined;
    try {
      const read = await sampleFile(file.bytes, limit, visitor, options);
      if (read === undefined) return undefined;
      sampled ||= read.more;
    } finally {
      file.close();
    }
  }
  const collected = visitor.finish();
  return recordFacts(files, collected ? [datasetStatistics(collected, sampled ? 'sampled' : 'all')] : []);
}

/** Shows the first records of a file to the visitor, and tells whether there are more; undefined where they are corrupted or no Examples. */
async function sampleFile(
  bytes: OpenFile['bytes'],
  limit: number,
  visitor: ReturnType<typeof featureVisitor>,
  options: Pick<ReadOptions, 'crc32c'>,
): Promise<{ more: boolean } | undefined> {
  let records = 0;
  let more = false;
  for await (const batch of readRecords(bytes, { ...options, spare: {} })) {
    if (batch.corruptions.length > 0) return undefined;
    const count = Math.min(batch.count, limit - records);
    visitor.batch({ ...batch, count }, payloadsOf(batch));
    records += count;
    more = count < batch.count;
    if (more) break;
  }
  return records > 0 && visitor.outline?.() === null ? undefined : { more };
}

function payloadsOf({ bytes, starts, lengths, count }: RecordBatch): Payload[] {
  return Array.from({ length: Math.min(count, PAYLOADS_SEEN) }, (_, index) =>
    recognisePayload(bytes, starts[index], starts[index] + lengths[index]),
  );
}
