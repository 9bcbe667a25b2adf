import type { Scanned } from '../../records/scan';
import { type Collected, mergeCollected } from '../collect/collected';
import { datasetStatistics } from './dataset-statistics';
import type { DatasetStatistics } from './statistics';

/** A scan of one file with the "features" visitor, or why it failed. */
export type Scan = { scanned: Scanned } | { failed: string };

/** What the "features" visitor found: of a file's dataset, or of the file. */
export const collectedOf = (scan: Scan): Collected[] =>
  'failed' in scan ? [] : (scan.scanned.found as (Collected | null | undefined)[]).filter(part => part !== null && part !== undefined);

function joined(parts: Collected[]): Collected {
  const whole: Collected = { message: parts[0]?.message ?? 'example', records: 0, malformed: 0, features: [] };
  for (const part of parts) mergeCollected(whole, part);
  return whole;
}

/** The statistics of all files that were scanned with the "features" visitor, as one dataset. Uses up what the scans found. */
export const scanStatistics = (scans: Scan[]): DatasetStatistics => datasetStatistics(joined(scans.flatMap(collectedOf)));
