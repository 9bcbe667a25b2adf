import type { ScanJob } from '../statistics/threads/node-run-scan';
import type { FileScan } from '../statistics/threads/node-scan-pool';
import type { Curated } from './schema-file';

/** What `inspect` tells of features, beside the files: made by inspect-features.ts from what its visitor found. */
export interface FeatureReport {
  /** The rows of "features" and "anomalies" in the contract of the command line. */
  features: object[];
  anomalies: object[];
  /** What a given schema asks for that could not be held against the data, in words. */
  unchecked: string[];
  /** Errors against a given schema, and against the number of records that a dataset says it has. */
  violations: number;
  /** The same for people. */
  lines: string[];
}

/** What data should be like: a schema, and numbers of records by file. */
export interface Wanted {
  curated?: Curated;
  lengths?: ReadonlyMap<string, number>;
}

/** The part of `inspect` that knows of features: which visitor is to look at every record, and what is made of its results. */
export interface FeatureReporter {
  visitor: ScanJob['visitor'];
  /** Name of the dataset that a file is part of; what the visitor finds is told by dataset. */
  datasetOf(path: string): string;
  report(scans: FileScan[], wanted?: Wanted): FeatureReport;
}
