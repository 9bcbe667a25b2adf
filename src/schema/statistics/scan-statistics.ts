import type { Scanned } from '../../records/scan';
import { shardSets } from '../../records/shards';
import type { Anomaly } from '../anomalies/anomaly';
import { driftAnomalies, type Part, type PartFeature } from '../anomalies/drift';
import { type Collected, mergeCollected } from '../collect/dataset-collector';
import { datasetStatistics, kindOf } from './dataset-statistics';
import type { DatasetStatistics } from './statistics';

type Scan = { scanned: Scanned } | { failed: string };

/** What the "features" visitor found in the ranges of a file. */
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
  return shardSets([...byPath.keys()]).flatMap(({ files }) =>
    driftAnomalies(files.flatMap(path => shardOf(path, partsOf(byPath.get(path) ?? { failed: '' })))),
  );
}

/** A shard with its features; none when it holds no sound record. */
function shardOf(name: string, parts: Collected[]): Part[] {
  if (!parts.some(({ records, malformed }) => records > malformed)) return [];
  const features = new Map<string, PartFeature>();
  for (const feature of parts.flatMap(part => part.features)) {
    features.set(`${feature.place} ${feature.name}`, { name: feature.name, in: feature.place, kind: kindOf(feature) });
  }
  return [{ name, features: [...features.values()] }];
}
