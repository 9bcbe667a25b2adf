import { validate } from '../schema/anomalies/validate';
import { meantSchema } from '../schema/infer';
import { scanStatistics, shardDrift } from '../schema/statistics/scan-statistics';
import type { FeatureStatistics } from '../schema/statistics/statistics';
import { anomalyLines, featureLines } from './feature-lines';
import type { FeatureReporter } from './feature-reporter';
import { paintFor } from './style';

/** Width of the tables where there is no terminal to ask. */
const COLUMNS = 140;

/** The contract's row: statistics of the kind that the feature has stand beside its name, not below it, unless kinds are mixed. */
function row(feature: FeatureStatistics): object {
  const { int64, float, bytes, ...common } = feature;
  if (feature.kind === 'mixed') return feature;
  return { ...common, ...int64, ...float, ...bytes };
}

/** The features and anomalies of `inspect`. Without a schema to hold the data to, anomalies are what departs from what nearly all records have. */
export const featureReporter: FeatureReporter = {
  visitor: { name: 'features' },
  report(scans) {
    const drift = shardDrift(scans);
    const statistics = scanStatistics(scans);
    const anomalies = [...drift, ...validate(statistics, meantSchema(statistics))];
    const paint = paintFor(process.stdout);
    const columns = process.stdout.columns ?? COLUMNS;
    return {
      features: statistics.features.map(row),
      anomalies,
      lines: [...featureLines(statistics, paint, columns), ...anomalyLines(anomalies, paint)],
    };
  },
};
