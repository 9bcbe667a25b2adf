import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource } from '../../../../src/records/byte-source';
import { readRecords } from '../../../../src/records/read-records';
import { type Collected, mergeCollected, type PayloadMessage } from '../../../../src/statistics/collect/collected';
import { collectedSoFar, collectPayload, createDatasetCollector } from '../../../../src/statistics/collect/dataset-collector';
import { createKernel } from '../../../../src/statistics/collect/kernel';
import { datasetStatistics } from '../../../../src/statistics/report/dataset-statistics';
import type { DatasetStatistics } from '../../../../src/statistics/report/statistics';
import { root } from '../../../root';

/** The payloads of an uncompressed file of this repository. */
export async function payloadsOf(path: string): Promise<Uint8Array[]> {
  const payloads: Uint8Array[] = [];
  for await (const batch of readRecords(bytesSource(readFileSync(join(root, path))))) {
    for (let index = 0; index < batch.count; index++)
      payloads.push(batch.bytes.slice(batch.starts[index], batch.starts[index] + batch.lengths[index]));
  }
  return payloads;
}

/** Making one takes milliseconds, and tests collect thousands of times. */
const kernel = createKernel();

/** Collects payloads as `parts` passes would, each over every parts-th of them, and merges what they found, sent as between threads. */
export function collect(payloads: Uint8Array[], message: PayloadMessage = 'example', parts = 1): Collected {
  const passes = Array.from({ length: parts }, (_, part) => {
    kernel.run.reset();
    const collector = createDatasetCollector(message, kernel);
    for (let index = part; index < payloads.length; index += parts) collectPayload(collector, payloads[index]);
    return structuredClone(collectedSoFar(collector));
  });
  const [whole, ...others] = passes;
  for (const other of others) mergeCollected(whole, other);
  return whole;
}

/** The statistics of payloads. */
export const statisticsOf = (payloads: Uint8Array[], message: PayloadMessage = 'example', parts = 1): DatasetStatistics =>
  datasetStatistics(collect(payloads, message, parts));
