/** The schema pane's content: statistics of features, made ready for the eye. Sentences are put into the user's language by the page. */
import type { Sentence, SentenceValue } from '../common/sentence';
import type { FeatureKind } from '../statistics/report/statistics';

export interface SchemaView {
  /** Records that the figures are about, and whether they are all of the dataset's. */
  records: number;
  coverage: 'all' | 'sampled';
  /** Records that are sound on disk but no such message. */
  malformed: number;
  features: SchemaFeatureView[];
  anomalies: SchemaAnomaly[];
}

export interface SchemaFeatureView {
  name: string;
  /** "context" and "sequence" of a SequenceExample; empty for an Example. */
  place: '' | 'context' | 'sequence';
  /** The kind of its lists, as the file and filters call it; "mixed" where there are several. */
  type: FeatureKind;
  /** "[48]", "[0…12]", "[]". */
  shape: string;
  /** Records with the feature, of `records`. */
  present: number;
  records: number;
  /** What it looks like, and why that is thought. */
  role?: { kind: string; why: Sentence };
  /** Figures in a line: the range, the sizes. */
  summary: SentenceValue;
  chart?: FeatureChart;
  /** Name and value of what there is to know beyond that. */
  facts: SchemaFact[];
}

export type SchemaFact = [name: Sentence, value: SentenceValue];

/** A histogram's bars or the most frequent values; `where` is a filter for the rows behind one. */
export interface FeatureChart {
  kind: 'histogram' | 'top';
  /** What is counted: "values", "lengths", "bytes". */
  of: 'values' | 'lengths' | 'bytes';
  coverage: 'all' | 'sampled';
  bars: ChartBar[];
  /** Different values that the list of the most frequent ones leaves out. */
  more: number;
}

export interface ChartBar {
  label: string;
  count: number;
  where: string;
}

export interface SchemaAnomaly {
  type: string;
  severity: 'error' | 'warning' | 'information';
  feature?: string;
  short: Sentence;
  long: Sentence;
  where?: string;
}
