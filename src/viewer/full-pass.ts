import type { Corruption } from '../records/corruption';
import type { Anomaly } from '../schema/anomalies/anomaly';
import type { DatasetStatistics } from '../statistics/report/statistics';
import type { OpenedFile } from './file';

/** What a pass over every record of a dataset gives: statistics, and for each file what is corrupted in it. */
export interface FullPass {
  statistics: DatasetStatistics;
  corruptions: Corruption[][];
  /** Where the shards do not agree on their features. */
  drift: Anomaly[];
}

/** What identifies a file in one state of its bytes. */
export type FileState = Pick<OpenedFile, 'uri' | 'size' | 'modified'>;

/**
 * The statistics of every record of some files, from passes over them that were kept: over the files together, or over each. Null where a pass is
 * missing, and where it met corrupted records.
 */
export async function keptStatistics(
  files: FileState[],
  kept: (files: FileState[]) => Promise<FullPass | undefined>,
): Promise<DatasetStatistics[] | null> {
  const whole = await kept(files);
  const passes = whole || files.length === 1 ? [whole] : await Promise.all(files.map(file => kept([file])));
  const sound = passes.filter(pass => pass?.corruptions.every(corruptions => corruptions.length === 0));
  return sound.length < passes.length ? null : sound.flatMap(pass => pass?.statistics ?? []);
}
