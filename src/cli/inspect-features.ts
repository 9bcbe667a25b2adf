import { datasetName } from '../records/dataset-name';
import { validate } from '../schema/anomalies/validate';
import { meantSchema } from '../schema/infer';
import type { FileScan } from '../schema/node-scan-pool';
import { scanStatistics, shardDrift } from '../schema/statistics/scan-statistics';
import type { FeatureStatistics } from '../schema/statistics/statistics';
import { anomalyLines, featureLines } from './feature-lines';
import type { FeatureReport, FeatureReporter } from './feature-reporter';
import { paintFor } from './style';

/** Width of the tables where there is no terminal to ask. */
const COLUMNS = 140;

/** The contract's row: statistics of the kind that the feature has stand beside its name, not below it, unless kinds are mixed. */
function row(feature: FeatureStatistics): object {
  const { int64, float, bytes, ...common } = feature;
  if (feature.kind === 'mixed') return feature;
  return { ...common, ...int64, ...float, ...bytes };
}

/** The files of each dataset. */
function datasetsOf(scans: FileScan[]): Map<string, FileScan[]> {
  const datasets = new Map<string, FileScan[]>();
  for (const scan of scans) {
    const name = datasetName(scan.path);
    datasets.set(name, [...(datasets.get(name) ?? []), scan]);
  }
  return datasets;
}

/** The report on one dataset. Without a schema to hold the data to, anomalies are what departs from what nearly all records have. */
function reportOn(scans: FileScan[]): FeatureReport {
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
}

/** The features and anomalies of `inspect`, dataset by dataset. Where there are several, each row says which `dataset` it is about. */
export const featureReporter: FeatureReporter = {
  visitor: { name: 'features' },
  datasetOf: datasetName,
  report(scans) {
    const reports = [...datasetsOf(scans)]
      .map(([dataset, files]) => ({ dataset, ...reportOn(files) }))
      .filter(({ features, anomalies }) => features.length + anomalies.length > 0);
    if (reports.length < 2) return reports[0] ?? { features: [], anomalies: [], lines: [] };
    const bold = (text: string) => paintFor(process.stdout)('bold', text);
    return {
      features: reports.flatMap(({ dataset, features }) => features.map(feature => ({ dataset, ...feature }))),
      anomalies: reports.flatMap(({ dataset, anomalies }) => anomalies.map(anomaly => ({ dataset, ...anomaly }))),
      lines: reports.flatMap(({ dataset, lines }) => ['', bold(dataset), ...lines.slice(lines[0] === '' ? 1 : 0)]),
    };
  },
};
