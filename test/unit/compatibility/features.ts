import { type RecordFeature, recordFeature } from '../../../src/compatibility/feature';
import { expandPaths } from '../../../src/records/node-paths';
import { scanStatistics } from '../../../src/statistics/report/scan-statistics';
import { scanFiles } from '../../../src/statistics/threads/node-scan-pool';
import { inProject } from '../../root';

/** The features of the records that a path of the project leads to. */
export async function featuresOf(path: string): Promise<RecordFeature[]> {
  const { paths } = expandPaths([inProject(path)]);
  return scanStatistics(await scanFiles(paths, { visitor: { name: 'features' } })).features.map(recordFeature);
}
