import { commonPayload, type Payload, recognisePayload } from '../records/payload';
import { collectedSoFar, collectPayload, createDatasetCollector } from '../statistics/collect/dataset-collector';
import { datasetStatistics } from '../statistics/report/dataset-statistics';
import type { DatasetStatistics } from '../statistics/report/statistics';
import type { RecordsDataset } from './dataset';

/** Records at the front from which the schema is told at once, and their bytes at most; the first record is taken whatever its size. */
const SAMPLE_RECORDS = 500;
export const SAMPLE_BYTES = 16 << 20;
/** Bytes of records that are looked at on the thread at hand: it takes some 20 ms. */
export const SAMPLE_BYTES_HERE = 2 << 20;
/** Records that tell what the payload is. */
const PAYLOAD_RECORDS = 32;

/** The first records of a dataset, as far as a sample goes. */
export interface FirstRecords {
  payloads: Uint8Array[];
  /** Records that were met, intact or corrupted. */
  records: number;
  /** Whether the bytes ended it. */
  isCut: boolean;
}

/** What the first records of a dataset are: plain data. */
export interface RecordsSample {
  payload: Payload;
  records: number;
  statistics: DatasetStatistics;
}

export async function firstRecords(dataset: RecordsDataset, mostBytes: number): Promise<FirstRecords> {
  const first: FirstRecords = { payloads: [], records: 0, isCut: false };
  let bytes = 0;
  for await (const record of dataset.each(0, SAMPLE_RECORDS)) {
    const size = 'bytes' in record ? record.bytes.length : 0;
    bytes += size;
    first.isCut = bytes > mostBytes;
    if (first.isCut && first.payloads.length > 0) break;
    first.records++;
    if ('bytes' in record) first.payloads.push(record.bytes.slice());
    if (first.isCut) break;
  }
  return first;
}

/** What these records are. It takes about a second for 100 MB. */
export function sampleOf({ payloads, records }: FirstRecords): RecordsSample {
  const payload = commonPayload(payloads.slice(0, PAYLOAD_RECORDS).map(bytes => recognisePayload(bytes, 0, bytes.length)));
  const collector = createDatasetCollector(payload === 'sequence_example' ? 'sequence_example' : 'example');
  if (payload === 'example' || payload === 'sequence_example') for (const bytes of payloads) collectPayload(collector, bytes);
  return { payload, records, statistics: datasetStatistics(collectedSoFar(collector), 'sampled') };
}
