import type { Event, Uri } from 'vscode';
import type { CompatPlace, CompatRow } from '../../protocol/compatibility';
import type { DatasetStatistics } from '../../statistics/report/statistics';

/** Whoever knows what the models of the workspace take. */
export interface FeatureVerdicts {
  /** The models may take something else now. */
  readonly onDidChange: Event<void>;
  /** The row of a feature by its id; null where the statistics have no such feature. */
  row(statistics: DatasetStatistics, feature: string): Promise<CompatRow | null>;
  /** Shows records in the compatibility panel, at a cell where one is named. */
  show(records: Uri, place: CompatPlace | null): void;
}
