import { formatCount } from '../../common/format';
import { said } from '../../common/sentence';
import { MAX_FEATURES } from '../../statistics/collect/collected';
import { collectedOf, type Scan } from '../../statistics/report/scan-statistics';
import type { Anomaly } from './anomaly';

/** Records that name more different features than are counted, as where names are made of data. */
export function tooManyFeatures(scans: Scan[]): Anomaly[] {
  if (!scans.flatMap(collectedOf).some(({ overflow }) => overflow)) return [];
  return [
    {
      type: 'DATASET_TOO_MANY_FEATURES',
      severity: 'warning',
      short: said`Too many features`,
      long: said`The records name more than ${formatCount(MAX_FEATURES)} different features, so none was counted. Feature names should not be made of data: write the data as values.`,
    },
  ];
}
