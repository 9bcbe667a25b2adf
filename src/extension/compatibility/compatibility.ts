import { type Disposable, EventEmitter, type ExtensionContext, Uri } from 'vscode';
import type { CompatPlace, CompatRow } from '../../protocol/compatibility';
import type { DatasetStatistics } from '../../statistics/report/statistics';
import type { Checking } from '../checking/checking';
import type { RecordsEditor } from '../records/editor';
import type { FeatureVerdicts } from '../records/feature-verdicts';
import type { CommandTable } from '../ui/commands';
import { CompatibilityPanel } from './panel';
import { Verdicts } from './verdicts';

/** Which features fit which models and modules: a panel, and a section of the record viewer. No program is watched before one of them is opened. */
export class Compatibility implements Disposable, FeatureVerdicts {
  private panel: CompatibilityPanel | undefined;
  private judging: Verdicts | undefined;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  /** Records whose features were the rows last. */
  private last: Uri | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly checking: Checking,
    private readonly records: RecordsEditor,
  ) {
    records.verdicts = this;
  }

  commands(): CommandTable {
    return { showCompatibility: (from?: unknown) => this.showFrom(from) };
  }

  row(statistics: DatasetStatistics, feature: string): Promise<CompatRow | null> {
    return this.verdicts.row(statistics, feature);
  }

  show(records: Uri | undefined, place: CompatPlace | null = null): void {
    if (this.panel === undefined) {
      const panel = new CompatibilityPanel(this.context, this.verdicts, this.records);
      this.panel = panel;
      panel.onDidClose(() => {
        this.last = panel.recordsUri;
        this.panel = undefined;
      });
    }
    this.panel.show(records ?? this.panel.recordsUri ?? this.last ?? this.records.open[0], place);
  }

  /** From a record viewer, on its features. Menus hand over other things too. */
  private showFrom(from: unknown): void {
    this.show(from instanceof Uri && this.records.documentOf(from) !== undefined ? from : this.records.active?.document.uri);
  }

  private get verdicts(): Verdicts {
    if (this.judging === undefined) {
      this.judging = new Verdicts(this.context, this.checking);
      this.judging.onDidChange(() => this.changed.fire());
    }
    return this.judging;
  }

  dispose(): void {
    this.panel?.dispose();
    this.judging?.dispose();
    this.changed.dispose();
  }
}
