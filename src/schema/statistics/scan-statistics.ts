import type { Scanned } from '../../records/scan';
import { shardSets } from '../../records/shards';
import type { Anomaly } from '../anomalies/anomaly';
import { driftAnomalies, type Part } from '../anomalies/drift';
import { type Collected, mergeCollected } from '../collect/collected';
import { type FeatureOutline, joinOutlines } from '../collect/outline';
import { datasetStatistics } from './dataset-statistics';
import type { DatasetStatistics } from './statistics';

type Scan = { scanned: Scanned } | { failed: string };

/** What the "features" visitor found: of a file's dataset, or of the file. */
const partsOf = (scan: Scan): Collected[] =>
  'failed' in scan ? [] : (scan.scanned.found as (Collected | null | undefined)[]).filter(part => part !== null && part !== undefined);

function joined(parts: Collected[]): Collected {
  const whole: Collected = { message: parts[0]?.message ?? 'example', records: 0, malformed: 0, features: [] };
  for (const part of parts) mergeCollected(whole, part);
  return whole;
}

/** The statistics of all files that were scanned with the "features" visitor, as one dataset. Uses up what the scans found. */
export const scanStatistics = (scans: Scan[]): DatasetStatistics => datasetStatistics(joined(scans.flatMap(partsOf)));

/** Where the shards of a set do not agree on their features. Leaves the scans as they were. */
export function shardDrift(scans: (Scan & { path: string })[]): Anomaly[] {
  const byPath = new Map(scans.map(scan => [scan.path, scan]));
  return shardSets([...byPath.keys()]).flatMap(({ files }) => driftAnomalies(files.flatMap(path => shardOf(path, byPath.get(path)))));
}

/** A shard with its features; none when it holds no sound record. */
function shardOf(name: string, scan: Scan | undefined): Part[] {
  const outlines = scan && 'scanned' in scan ? ((scan.scanned.outline ?? []) as (FeatureOutline[] | null | undefined)[]) : [];
  const known = outlines.filter(outline => outline !== null && outline !== undefined);
  return known.length === 0 ? [] : [{ name, features: joinOutlines(known) }];
}
