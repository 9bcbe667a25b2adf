import type { SchemaAnomaly, SchemaFeatureView } from './records-schema';

/** Two datasets beside each other: what the comparing page shows. */
export interface CompareView {
  first: ComparedDataset;
  second: ComparedDataset;
  features: ComparedFeature[];
  /** What in the second is not as in the first. */
  anomalies: SchemaAnomaly[];
}

export interface ComparedDataset {
  name: string;
  records: number;
}

/** A feature in both, or in one of them. */
export interface ComparedFeature {
  name: string;
  first?: SchemaFeatureView;
  second?: SchemaFeatureView;
  /** Severity of the worst anomaly of this feature. */
  severity?: SchemaAnomaly['severity'];
}

export type CompareHostOffer = {
  open(argument: null): Promise<CompareView>;
  /** Shows the records behind a bar or an anomaly, in the viewer. */
  show(argument: { which: 'first' | 'second'; where: string }): Promise<void>;
};

export type ComparePageOffer = Record<never, never>;
