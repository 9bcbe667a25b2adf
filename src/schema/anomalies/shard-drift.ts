import { shardSets } from '../../records/shards';
import { type FeatureOutline, joinOutlines } from '../../statistics/collect/outline';
import type { Scan } from '../../statistics/report/scan-statistics';
import type { Anomaly } from './anomaly';
import { driftAnomalies, type ShardFeatures } from './drift';

/** Where the shards of a set do not agree on their features. Leaves the scans as they were. */
export function shardDrift(scans: (Scan & { path: string })[]): Anomaly[] {
  const byPath = new Map(scans.map(scan => [scan.path, scan]));
  return shardSets([...byPath.keys()]).flatMap(({ files }) => driftAnomalies(files.flatMap(path => shardOf(path, byPath.get(path)))));
}

/** A shard with its features; none when it holds no sound record. */
function shardOf(name: string, scan: Scan | undefined): ShardFeatures[] {
  const outlines = scan && 'scanned' in scan ? ((scan.scanned.outline ?? []) as (FeatureOutline[] | null | undefined)[]) : [];
  const known = outlines.filter(outline => outline !== null && outline !== undefined);
  return known.length === 0 ? [] : [{ name, features: joinOutlines(known) }];
}
