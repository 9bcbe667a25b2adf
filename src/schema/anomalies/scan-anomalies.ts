import type { Scan } from '../../statistics/report/scan-statistics';
import type { Anomaly } from './anomaly';
import { mixedCompression } from './mixed-compression';
import { oddRecordAnomalies } from './odd-records';
import { shardDrift } from './shard-drift';
import { tooManyFeatures } from './too-many-features';

/** What TensorFlow does not read in the files as they are, whatever their features. */
export const unreadAnomalies = (scans: (Scan & { path: string })[]): Anomaly[] => [
  ...mixedCompression(scans),
  ...oddRecordAnomalies(scans),
  ...tooManyFeatures(scans),
];

/** What the scans of a dataset's files show beside its statistics. Leaves the scans as they were. */
export const scanAnomalies = (scans: (Scan & { path: string })[]): Anomaly[] => [
  ...unreadAnomalies(scans),
  ...(scans.length > 1 ? shardDrift(scans) : []),
];
