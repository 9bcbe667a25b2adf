import { inEnglish } from '../common/sentence';
import { datasetName } from '../records/dataset-name';
import { holdAgainst } from '../schema/anomalies/curated';
import { unreadAnomalies } from '../schema/anomalies/scan-anomalies';
import { shardDrift } from '../schema/anomalies/shard-drift';
import { shardLengthAnomalies } from '../schema/anomalies/shard-length';
import { validate } from '../schema/anomalies/validate';
import { meantSchema } from '../schema/infer';
import { scanStatistics } from '../statistics/report/scan-statistics';
import type { FeatureStatistics } from '../statistics/report/statistics';
import type { FileScan } from '../statistics/threads/node-scan-pool';
import { anomalyLines, featureLines, heldLines } from './feature-lines';
import type { FeatureReport, FeatureReporter, Wanted } from './feature-reporter';
import { paintFor } from './style';

/** Width of the tables where there is no terminal to ask. */
const DEFAULT_WIDTH = 140;

/** The contract's row: statistics of the kind that the feature has stand beside its name, not below it, unless kinds are mixed. */
function row(feature: FeatureStatistics): object {
  const { int64, float, bytes: all, ...rest } = feature;
  // All values of a feature are there to be held against a schema; the contract has the top ones.
  const bytes = all && { ...all, values: undefined };
  const common = rest.role ? { ...rest, role: { ...rest.role, why: inEnglish(rest.role.why) } } : rest;
  if (feature.kind === 'mixed') return { ...common, int64, float, bytes };
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
function reportOn(scans: FileScan[], { curated, lengths }: Wanted): FeatureReport {
  const shards = scans.flatMap(scan =>
    'scanned' in scan ? [{ name: scan.path, records: scan.scanned.numbered, expected: lengths?.get(scan.path) }] : [],
  );
  const missing = [...shardLengthAnomalies(shards), ...unreadAnomalies(scans)];
  const drift = shardDrift(scans);
  const statistics = scanStatistics(scans);
  const held = curated
    ? holdAgainst(statistics, curated, curated.environment)
    : { anomalies: validate(statistics, meantSchema(statistics)), unchecked: [] };
  const anomalies = [...missing, ...drift, ...held.anomalies];
  const paint = paintFor(process.stdout);
  const columns = process.stdout.columns ?? DEFAULT_WIDTH;
  return {
    features: statistics.features.map(row),
    anomalies: anomalies.map(anomaly => ({ ...anomaly, short: inEnglish(anomaly.short), long: inEnglish(anomaly.long) })),
    unchecked: held.unchecked.map(inEnglish),
    violations: missing.length + (curated ? held.anomalies.filter(({ severity }) => severity === 'error').length : 0),
    lines: [
      ...featureLines(statistics, paint, columns),
      ...anomalyLines(anomalies, paint),
      ...(curated ? heldLines(curated.path, held.anomalies, held.unchecked, paint) : []),
    ],
  };
}

/** The features and anomalies of `inspect`, dataset by dataset. Where there are several, each row says which `dataset` it is about. */
export const featureReporter: FeatureReporter = {
  visitor: { name: 'features' },
  datasetOf: datasetName,
  report(scans, wanted = {}) {
    const reports = [...datasetsOf(scans)]
      .map(([dataset, files]) => ({ dataset, ...reportOn(files, wanted) }))
      .filter(({ features, anomalies }) => features.length + anomalies.length > 0);
    if (reports.length < 2) return reports[0] ?? { features: [], anomalies: [], unchecked: [], violations: 0, lines: [] };
    const bold = (text: string) => paintFor(process.stdout)('bold', text);
    return {
      features: reports.flatMap(({ dataset, features }) => features.map(feature => ({ dataset, ...feature }))),
      anomalies: reports.flatMap(({ dataset, anomalies }) => anomalies.map(anomaly => ({ dataset, ...anomaly }))),
      unchecked: [...new Set(reports.flatMap(({ unchecked }) => unchecked))],
      violations: reports.reduce((sum, { violations }) => sum + violations, 0),
      lines: reports.flatMap(({ dataset, lines }) => ['', bold(dataset), ...lines.slice(lines[0] === '' ? 1 : 0)]),
    };
  },
};
