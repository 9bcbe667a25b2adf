import { type Collected, mergeCollected } from '../schema/collect/dataset-collector';
import { datasetStatistics } from '../schema/statistics/dataset-statistics';
import type { DatasetStatistics } from '../schema/statistics/statistics';
import type { FileScan } from './scan-pool';

/** The statistics of all files that were scanned with the "features" visitor, as one dataset. Uses up what the scans found. */
export function scanStatistics(scans: FileScan[]): DatasetStatistics {
  const parts = scans.flatMap(scan => ('failed' in scan ? [] : (scan.scanned.found as (Collected | null | undefined)[])));
  const whole: Collected = { message: 'example', records: 0, malformed: 0, features: [] };
  for (const part of parts) {
    if (!part) continue;
    if (whole.records === 0) whole.message = part.message;
    mergeCollected(whole, part);
  }
  return datasetStatistics(whole);
}
